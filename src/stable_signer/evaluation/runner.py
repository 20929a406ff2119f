"""The work of an evaluation: every system on every sentence, in several processes, kept on the way.

What a sentence gave is written at once to ``OUT/cache/FINGERPRINT/rows.jsonl``; a run that was stopped goes on where it
was, as long as code, weights and settings are the same.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import stable_signer
from stable_signer.errors import StableSignerError
from stable_signer.evaluation import systems
from stable_signer.evaluation.bounds import Bank
from stable_signer.evaluation.items import SEED, Item, select
from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.evaluation.performers import Performed, reference, training_clip
from stable_signer.evaluation.rows import Row, gloss_row, pose_row, video_row
from stable_signer.evaluation.systems import System
from stable_signer.files import written_whole

JOBS = ("gloss", "pose", "video")
ITEMS = "items.json"
"""The sentences, in the folder of a run's cache."""
TRAINING_SEED = 4048
"""Of the stream of training sentences whose performances are the bounds' clips."""
LIMITS = {"sentences": (2, 5000), "videos": (0, 500), "training_clips": (1, 2000), "processes": (1, 64)}
_NO_PART_OF_THE_WORK = ("cli", "evaluation/report", "evaluation/results.py", "evaluation/runner.py")


@dataclass(frozen=True)
class EvaluationConfig:
    """What is evaluated, and on what."""

    system: str = "cascade"
    """``cascade``, ``direct``, or a file or folder of outputs: gloss lines (.txt) or poses."""
    split: str = "test"
    """``dev`` or ``test`` of the grammar."""
    sentences: int = 200
    """Sentences of that split."""
    videos: int = 24
    """How many of them are rendered for the metrics of pictures."""
    training_clips: int = 240
    """Performances of training sentences, for mean pose, random clip, retrieval and replay share."""
    processes: int = 2
    also: Mapping[str, str] = field(default_factory=dict)
    """Other rows: name -> file or folder of outputs."""
    ablation: Mapping[str, str] = field(default_factory=dict)
    """Rows of the ablation table: name -> folder with exported SLUL weights."""

    def check(self) -> None:
        """Raises ``ScoreError`` for a setting that cannot be."""
        if self.split not in ("dev", "test"):
            raise ScoreError(f"Split {self.split!r}: expected dev or test.")
        for name, (low, high) in LIMITS.items():
            if not low <= getattr(self, name) <= high:
                raise ScoreError(f"{name} is {getattr(self, name)}: expected {low} to {high}.")


Found = dict[tuple[str, str, int], Row]
"""(job, system, sentence) -> what it gave."""


@dataclass(frozen=True)
class Work:
    """An evaluation under way in a folder."""

    config: EvaluationConfig
    folder: Path
    items: tuple[Item, ...]

    @classmethod
    def begin(cls, config: EvaluationConfig, output: Path) -> Work:
        """Select the sentences, or find those of a run that was stopped. Caches of other settings are thrown away."""
        config.check()
        all_systems(config, None)  # a system or file that is not there is told before any work
        cache = Path(output) / "cache"
        folder = cache / fingerprint(config)
        for old in cache.iterdir() if cache.is_dir() else ():
            if old != folder and (old / ITEMS).is_file():  # ours, not somebody else's folder of that name
                shutil.rmtree(old)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ScoreError(
                f"{output} cannot be made ({error.strerror}): give a folder that can be written."
            ) from None
        return cls(config, folder, _kept_items(folder / ITEMS, config.split, config.sentences))

    def run(self, jobs: Sequence[str], progress: Callable[[int, int], None]) -> Found:
        """Do what is not done yet; ``progress`` hears how many steps are done, of how many."""
        found = dict(_read_rows(self.folder / "rows.jsonl"))
        tasks = [
            (job, item.number)
            for job in jobs
            for item in self.items[: self.config.videos if job == "video" else None]
            if self._missing(job, item, found)
        ]
        clips = [] if self._bank_path.exists() else list(range(self.config.training_clips))
        total, done = len(tasks) + len(clips), 0
        if not total:
            return found
        context = multiprocessing.get_context("spawn")
        arguments = (self.config, self.folder, self.items)
        with ProcessPoolExecutor(self.config.processes, context, _start, arguments) as pool:
            poses = {}
            for i, pose in _as_done(pool, _clip, clips):
                poses[i], done = pose, done + 1
                progress(done, total)
            if poses:
                training = _training_items(self.config.training_clips, self.folder)
                Bank.of(training, [poses[i] for i in range(len(training))]).save(self._bank_path)
            with (self.folder / "rows.jsonl").open("a", encoding="utf-8") as file:
                work = [(job, number, self._missing(job, self.items[number - 1], found)) for job, number in tasks]
                for _, rows in _as_done(pool, _sentence, work):
                    for key, row in rows:
                        found[key] = row
                        file.write(json.dumps([*key, row]) + "\n")
                    file.flush()
                    done += 1
                    progress(done, total)
        return found

    @property
    def _bank_path(self) -> Path:
        return self.folder / "bank.safetensors"

    def _missing(self, job: str, item: Item, found: Found) -> tuple[str, ...]:
        names = (s.name for s in all_systems(self.config, None) if _does(s, job))
        return tuple(name for name in names if (job, name, item.number) not in found)


def all_systems(config: EvaluationConfig, bank: Callable[[], Bank] | None) -> tuple[System, ...]:
    """Every row: the reference itself (for its features), bounds, ablation, other outputs, the system.

    Raises ``ScoreError`` for outputs that are not there and for names that are taken.
    """

    def no_bank() -> Bank:
        raise AssertionError("the rows are only named, not performed")

    itself = System(systems.REFERENCE, perform=reference)
    also = (systems.files(name, Path(path)) for name, path in config.also.items())
    own = systems.named(config.system)
    found = (itself, *systems.bounds(bank or no_bank), *ablation_systems(config), *also, own)
    twice = [name for name, count in Counter(system.name for system in found).items() if count > 1]
    if twice:
        raise ScoreError(f"Two rows are called {twice[0]!r}: give --also and --ablation names of their own.")
    return found


def ablation_systems(config: EvaluationConfig) -> tuple[System, ...]:
    """The rows of the ablation table but for the last, which is the system itself."""
    if config.system != "cascade":
        return ()
    given = (systems.cascade(f"{systems.ABLATION}{name}", Path(path)) for name, path in config.ablation.items())
    return (systems.word_by_word(), *given, systems.without_gate())


def fingerprint(config: EvaluationConfig) -> str:
    """Changes when code, lexicon, weights or settings do that a row depends on."""
    package = Path(stable_signer.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        if path.is_file() and "__pycache__" not in name and not name.startswith(_NO_PART_OF_THE_WORK):
            digest.update(name.encode())
            digest.update(path.read_bytes())
    kept = (
        config.system,
        config.split,
        config.training_clips,
        sorted(config.also.items()),
        sorted(config.ablation.items()),
    )
    digest.update(repr(kept).encode())
    return digest.hexdigest()[:16]


def _does(system: System, job: str) -> bool:
    """Rows of the ablation are not rendered; the reference has no gloss to be scored."""
    if job == "gloss":
        return system.gloss is not None
    if job == "video" and system.name.startswith(systems.ABLATION):
        return False
    return system.perform is not None


def _kept_items(path: Path, split: str, count: int) -> tuple[Item, ...]:
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    if len(kept) < count:
        kept = [[item.text, item.gloss] for item in select(split, count, SEED if split != "train" else TRAINING_SEED)]
        with written_whole(path, ScoreError) as temporary:
            temporary.write_text(json.dumps(kept), encoding="utf-8")
    return tuple(Item(i, text, gloss) for i, (text, gloss) in enumerate(kept[:count], 1))


def _training_items(count: int, folder: Path) -> tuple[Item, ...]:
    return _kept_items(folder / "training.json", "train", count)


def _read_rows(path: Path) -> Iterator[tuple[tuple[str, str, int], Row]]:
    """Whole lines only: the last one may have been cut."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            job, system, number, row = json.loads(line)
        except ValueError:
            continue
        yield (job, system, number), row


def _as_done(pool: ProcessPoolExecutor, function: Callable, arguments: Iterable) -> Iterator[tuple[Any, Any]]:
    futures: dict[Future, Any] = {pool.submit(function, argument): argument for argument in arguments}
    for future in as_completed(futures):
        yield futures[future], future.result()


_worker: dict[str, Any] = {}
"""What a worker process knows: set once when it starts."""


def _start(config: EvaluationConfig, folder: Path, items: tuple[Item, ...]) -> None:
    _worker.update(config=config, folder=folder, items=items)


@lru_cache(maxsize=1)
def _bank() -> Bank:
    folder: Path = _worker["folder"]
    items = _training_items(_worker["config"].training_clips, folder)
    return Bank.load(folder / "bank.safetensors", items)


@lru_cache(maxsize=1)
def _systems() -> dict[str, System]:
    return {system.name: system for system in all_systems(_worker["config"], _bank)}


def _clip(i: int):
    return training_clip(_training_items(_worker["config"].training_clips, _worker["folder"])[i]).pose


def _sentence(task: tuple[str, int, tuple[str, ...]]) -> list[tuple[tuple[str, str, int], Row]]:
    job, number, names = task
    item = _worker["items"][number - 1]
    return [((job, name, number), _row(job, _systems()[name], item)) for name in names]


def _row(job: str, system: System, item: Item) -> Row:
    """What a system makes of a sentence; where it fails, an empty line or the mean pose, and the reason."""
    try:
        return _do(job, system, item)
    except StableSignerError as error:
        if isinstance(error, ScoreError):  # outputs that are not there: a mistake in the call
            raise
        if job == "gloss":
            return {"gloss": "", "failed": str(error)}
        still = System(system.name, perform=lambda item: Performed(_bank().mean_pose(50)))
        return _do(job, still, item) | {"failed": str(error)}


def _do(job: str, system: System, item: Item) -> Row:
    if job == "gloss":
        return gloss_row(system, item)
    return pose_row(system, item, _bank) if job == "pose" else video_row(system, item)
