"""What the README shows is run here, as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from stable_signer.cli import main

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.S)
COMMANDS = [line.strip() for line in README.splitlines() if line.startswith("    stable-signer ")]


@pytest.mark.slow
@pytest.mark.parametrize("code", PYTHON)
def test_python_blocks_run(code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert any(path.stat().st_size > 10_000 for path in tmp_path.glob("*.mp4"))


@pytest.mark.slow
def test_commands_run_one_after_the_other(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) >= 8
    for command in COMMANDS:
        words = shlex.split(command, comments=True)[1:]
        target = words.index(">") if ">" in words else len(words)
        assert main(words[:target]) == 0, command
        printed = capsys.readouterr().out
        if target < len(words):
            Path(words[target + 1]).write_text(printed, encoding="utf-8")
    made = {path.suffix for path in tmp_path.iterdir()}
    assert {".mp4", ".gif", ".png", ".pose", ".json"} <= made


def test_the_first_two_commands_are_the_promised_ones():
    assert "pip install . && stable-signer sign \"How do you sign 'I carried it'?\" -o carried.mp4" in README
    assert 'pip install ".[test]" && pytest' in README
