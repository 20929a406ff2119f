"""The command line: data on standard output, one line on standard error for every mistake."""

from __future__ import annotations

import json
import resource
import subprocess
import sys

import pytest

from stable_signer.cli import main
from stable_signer.gloss import parse_gloss
from stable_signer.plan import SigningPlan


def run(*args: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(list(args))
    out, err = capsys.readouterr()
    return code, out, err


def test_plan_prints_json_that_reads_back(capsys):
    code, out, _ = run("plan", "What is your name?", capsys=capsys)
    plan = SigningPlan.from_json(out)
    assert code == 0 and plan.gloss == "whq(YOUR NAME WHAT)"
    assert [row.sign for row in plan.signs] == ["YOUR", "NAME", "WHAT"]
    assert any(tier.kind == "whq" for tier in plan.tiers)


def test_plan_prints_a_gloss_line_that_parses(capsys):
    code, out, _ = run("plan", "Do you want to eat?", "--format", "gloss", capsys=capsys)
    assert code == 0 and str(parse_gloss(out.strip())) == out.strip()


def test_sign_writes_what_the_suffix_says(tmp_path, capsys):
    path = tmp_path / "name.json"
    code, out, err = run("sign", "--gloss", "whq(YOUR NAME WHAT)", "-o", str(path), capsys=capsys)
    assert code == 0 and out == "" and "name.json" in err
    assert SigningPlan.from_json(path.read_text()).gloss == "whq(YOUR NAME WHAT)"


def test_an_edited_plan_is_performed_as_edited(tmp_path, capsys):
    import av

    plan, video = tmp_path / "plan.json", tmp_path / "out.mp4"
    run("sign", "--gloss", "BOOK", "-o", str(plan), capsys=capsys)
    data = json.loads(plan.read_text())
    data["signs"][0]["start"] += 2.0
    data["tiers"] = []
    plan.write_text(json.dumps(data))
    options = ["--renderer", "skeleton", "--size", "64"]
    assert run("sign", "--plan", str(plan), "-o", str(video), *options, capsys=capsys)[0] == 0
    with av.open(str(video)) as container:
        seconds = float(container.duration) / 1e6
    assert seconds == pytest.approx(SigningPlan.from_json(plan.read_text()).duration, abs=0.1)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["sign", "", "-o", "a.mp4"], "give one of a text, --gloss or --plan"),
        (["sign", "   ", "-o", "a.mp4"], "Nothing to sign"),
        (["sign", "Hello", "--gloss", "HELLO", "-o", "a.mp4"], "give one of"),
        (["sign", "Hello", "-o", "a.avi"], "expected a name that ends in .mp4"),
        (["sign", "Hello", "-o", "no/such/folder/a.mp4"], "does not exist"),
        (["sign", "Hello", "-o", "a.mp4", "--size", "5"], "expected 64 to 2160"),
        (["sign", "Hello", "-o", "a.mp4", "--speed", "9"], "Speed 9"),
        (["sign", "Hello", "-o", "a.mp4", "--speed", "nan"], "Speed nan"),
        (["sign", "Hello", "-o", "a.mp4", "--fps", "0"], "0 frames a second"),
        (["sign", "Hello", "-o", "a.mp4", "--signer", "nobody"], "nobody"),
        (["sign", "--gloss", "whq(", "-o", "a.mp4"], "never closed"),
        (["sign", "--plan", "missing.json", "-o", "a.mp4"], "Cannot read the plan missing.json"),
        (["plan", ""], "give a text or --gloss"),
        (["plan", "🎉🎉"], "othing to sign"),
        (["plan", "The xylophonist plays.", "--strict"], "No sign for"),
        (["lexicon", "show", "NO-SUCH-SIGN"], "No entry 'NO-SUCH-SIGN'"),
    ],
)
def test_a_mistake_is_one_line(args, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*args, capsys=capsys)
    assert code == 1 and out == "" and said in err
    assert err.count("\n") == 1 and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_broken_plan_is_one_line(tmp_path, capsys):
    path = tmp_path / "plan.json"
    path.write_bytes(b"\xff\xfe{")
    code, _, err = run("sign", "--plan", str(path), "-o", str(tmp_path / "a.mp4"), capsys=capsys)
    assert code == 1 and err.count("\n") == 1 and not (tmp_path / "a.mp4").exists()


def test_lexicon_list_and_signers_print_lines(capsys):
    assert "MOTHER" in run("lexicon", "list", capsys=capsys)[1]
    assert len(run("signers", capsys=capsys)[1].split()) >= 6


def child_cpu_seconds(code: str) -> float:
    """CPU time of a Python process: wall time would measure the machine's other work."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_is_quick_and_needs_no_numba():
    code = "import sys; from stable_signer.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "assert not {'numba', 'torch', 'onnxruntime', 'av'} & set(sys.modules)"
    assert child_cpu_seconds(code) - child_cpu_seconds("pass") < 0.5


def test_import_is_quick():
    assert child_cpu_seconds("import stable_signer") - child_cpu_seconds("pass") < 0.6


def test_the_running_program_imports_no_torch():
    code = (
        "import sys, stable_signer; from stable_signer import StableSigner; StableSigner.from_pretrained().plan('Hi')"
    )
    code += "; assert not {'torch', 'transformers', 'anny'} & set(sys.modules), 'torch was imported'"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
