"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from stable_signer.errors import PlanError
from stable_signer.files import written_whole


def test_the_new_file_replaces_the_old_one(tmp_path: Path):
    path = tmp_path / "plan.json"
    path.write_text("old")
    with written_whole(path, PlanError) as temporary:
        temporary.write_text("new")
        assert path.read_text() == "old" and temporary.suffix == ".json" and temporary.parent == tmp_path
    assert path.read_text() == "new" and list(tmp_path.iterdir()) == [path]


def test_after_a_failure_the_old_file_stands(tmp_path: Path):
    path = tmp_path / "plan.json"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), written_whole(path, PlanError) as temporary:
        temporary.write_text("half")
        raise KeyboardInterrupt
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_what_the_system_refuses_is_one_line(tmp_path: Path):
    target = tmp_path / "a folder"
    target.mkdir()
    for path in (tmp_path / "absent" / "plan.json", target):
        with pytest.raises(PlanError, match="cannot be written") as caught, written_whole(path, PlanError):
            pass
        assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == [target]
