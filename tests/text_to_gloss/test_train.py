"""Two steps, save, resume two: equal losses, by the class and by the command."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: pip install '.[train]'")
pytest.importorskip("transformers", reason="training needs transformers: pip install '.[train]'")

from safetensors.torch import load_file, save_file  # noqa: E402

from stable_signer.cli import main  # noqa: E402
from stable_signer.errors import ModelError  # noqa: E402
from stable_signer.text_to_gloss.batching import BLOCK, batches, length_limit  # noqa: E402
from stable_signer.text_to_gloss.checkpoint import load_checkpoint  # noqa: E402
from stable_signer.text_to_gloss.config import PRESETS, SlulConfig  # noqa: E402
from stable_signer.text_to_gloss.exchange import TAG  # noqa: E402
from stable_signer.text_to_gloss.train import LOG, Trainer  # noqa: E402

_DEBUG = PRESETS["debug"]


def test_resumed_losses_are_equal(tmp_path: Path) -> None:
    whole = Trainer(replace(_DEBUG, steps=4), tmp_path / "whole").run()
    Trainer(replace(_DEBUG, steps=4), tmp_path / "parts").run(until=2)
    rest = Trainer.resume(tmp_path / "parts").run()
    assert rest == whole[2:]


def test_a_missing_or_broken_checkpoint_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no checkpoint"):
        Trainer.resume(tmp_path)
    (tmp_path / "slul.json").write_text("{")
    with pytest.raises(ModelError, match="no checkpoint"):
        Trainer.resume(tmp_path)


def test_a_checkpoint_of_another_version_is_one_line(tmp_path: Path) -> None:
    Trainer(_DEBUG, tmp_path).run()
    weights = load_file(tmp_path / "slul.safetensors")
    kept = {name: value for name, value in weights.items() if name != "model.decoder.embed_tokens.weight"}
    save_file(kept, tmp_path / "slul.safetensors")
    with pytest.raises(ModelError, match="another version"):
        Trainer.resume(tmp_path, steps=4)
    with pytest.raises(ModelError, match="another version"):
        load_checkpoint(tmp_path)
    with pytest.raises(ModelError, match="another shape"):
        Trainer(_DEBUG, tmp_path / "new").start_from(tmp_path)


def test_start_from_copies_what_is_known(tmp_path: Path) -> None:
    first = Trainer(_DEBUG, tmp_path / "first")
    first.save()
    meta = json.loads((tmp_path / "first" / "slul.json").read_text())
    assert meta["symbols"] == first.symbols
    second = Trainer(replace(_DEBUG, seed=5), tmp_path / "second")
    second.start_from(tmp_path / "first")
    assert torch.equal(first.model.shared.weight, second.model.shared.weight)


def test_short_sentences_come_first() -> None:
    config = replace(_DEBUG, steps=1000)
    limits = [length_limit(step, config) for step in range(0, 1000, 50)]
    assert limits == sorted(limits) and limits[0] < limits[-1]


def test_a_finite_corpus_is_read_again(tmp_path: Path) -> None:
    config = replace(_DEBUG, distinct_blocks=1, shortest=44)
    trainer = Trainer(config, tmp_path)
    first, second = (
        sorted(str(row.tolist()) for batch in islice(batches(trainer.words, trainer.encode, config, start), BLOCK)
               for row in batch.labels)
        for start in (0, BLOCK)
    )  # fmt: skip
    assert first == second


def test_a_batch_starts_with_the_language_tag(tmp_path: Path) -> None:
    trainer = Trainer(_DEBUG, tmp_path)
    batch = next(batches(trainer.words, trainer.encode, _DEBUG, 0))
    assert set(batch.ids[:, 0].tolist()) == {trainer.symbols.index(TAG)}


def test_the_log_has_a_line_a_step_of_the_kept_run(tmp_path: Path) -> None:
    trainer = Trainer(replace(_DEBUG, steps=3, save_every=2), tmp_path)
    trainer.run(until=2)
    (tmp_path / LOG).write_text((tmp_path / LOG).read_text() + '{"step": 3}\n')  # stopped before it was saved
    Trainer.resume(tmp_path).run()
    lines = [json.loads(line) for line in (tmp_path / LOG).read_text().splitlines()]
    assert [line["step"] for line in lines] == [1, 2, 3]
    assert all({"L_SLUL", "L_SAGM", "L_KL", "L_con", "L"} <= set(line) for line in lines)


def test_older_configurations_are_read() -> None:
    old = {"d_model": 32, "steps": 7, "embedding_scale": 1.0}
    assert SlulConfig.from_json(old) == SlulConfig(d_model=32, steps=7)
    assert SlulConfig.from_json(_DEBUG.to_json()) == _DEBUG


def test_the_command_trains_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    for folder, calls in (("parts", ([], ["--resume"])), ("whole", (["--steps", "4"],))):
        for extra in calls:
            assert main(["train", "slul", "--preset", "debug", "--folder", str(tmp_path / folder), *extra]) == 0
    logs = [(tmp_path / folder / LOG).read_text().splitlines() for folder in ("parts", "whole")]
    parts, whole = ([json.loads(line)["L"] for line in log] for log in logs)
    assert parts == whole and len(whole) == 4
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--preset", "nix"], "no preset 'nix'"),
        (["--resume"], "no checkpoint"),
        (["--resume", "--seed", "2"], "--seed"),
        (["--steps", "0"], "--steps 0"),
        (["--dev", "dev.tsv"], "--corpus"),
        (["--corpus", "missing.tsv"], "missing.tsv"),
        (["--corpus", "missing.tsv", "--export", "x"], "--export"),
    ],
)
def test_bad_options_are_one_line(
    options: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["train", "slul", *options]) == 1
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_average_with_moves_by_the_share(tmp_path: Path) -> None:
    first = Trainer(replace(_DEBUG, seed=1), tmp_path / "first")
    first.run()
    second = Trainer(replace(_DEBUG, seed=2), tmp_path / "second")
    before = second.weights.clone()
    second.average_with(tmp_path / "first", 0.25)
    torch.testing.assert_close(second.weights, 0.75 * before + 0.25 * first.weights)
