"""Runs the fuzz targets of tests/fuzz one after the other, each for a bounded time, on seeds and on what earlier runs learned.

An input that breaks a target becomes a file of its corpus, where every later test run replays it (docs/fuzzing.md)."""
import hashlib
import re
import shutil
import subprocess

from dev.build import build
from dev.console import ROOT, Failure, paint, say
from dev.install import BUILD, LOGS

FUZZ = ROOT / "tests/fuzz"
CORPUS = FUZZ / "corpus"
LEARNED = BUILD / "fuzz-corpus"      # grows from run to run; may be thrown away
ARTIFACTS = BUILD / "fuzz-findings"  # as libFuzzer leaves them
PATIENCE = 60                        # seconds that a target gets to come to its end by itself
LIMITS = ("-max_len=4096", "-timeout=10", "-rss_limit_mb=2048", "-use_value_profile=1")


def targets():
    return sorted(path.stem for path in FUZZ.glob("*.cpp") if path.stem != "replay_test")


def fuzz(target, seconds):
    if target and target not in targets():
        raise Failure(f"no such target; there are {', '.join(targets())}")
    chosen = [target] if target else targets()
    folder = build("fuzz", targets=[f"fuzz_{name}" for name in chosen])
    broken = [name for name in chosen if run(folder / f"fuzz_{name}", name, seconds)]
    return 1 if broken else 0


def run(program, target, seconds):
    """Whether anything was found. Says what, and how it is seen again."""
    learned, artifacts = LEARNED / target, ARTIFACTS / target
    shutil.rmtree(artifacts, ignore_errors=True)
    for made in (learned, artifacts, CORPUS / target, LOGS):
        made.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"fuzz-{target}.log"
    dictionary = FUZZ / "dictionaries" / f"{target}.dict"
    words = [f"-dict={dictionary}"] if dictionary.exists() else []
    command = [program, f"-max_total_time={seconds}", *LIMITS, *words, f"-artifact_prefix={artifacts}/", "-print_final_stats=1",
               learned, CORPUS / target]
    with open(log, "wb") as kept:
        process = subprocess.Popen([str(part) for part in command], cwd=BUILD, stdin=subprocess.DEVNULL, stdout=kept,
                                   stderr=subprocess.STDOUT)
        try:
            status = process.wait(seconds + PATIENCE)
        except BaseException as trouble:
            process.kill()
            process.wait()
            if not isinstance(trouble, subprocess.TimeoutExpired):
                raise
            status = "no end"
    findings = [keep(artifact, target) for artifact in sorted(artifacts.iterdir())]
    good = status == 0 and not findings
    say(f"{target}: {paint('ok', '32') if good else paint(f'broken (status {status})', '31')}, {summary(log.read_text(errors='replace'))}")
    if not good:
        say(f"  what it said: {log.relative_to(ROOT)}")
    for path in findings:
        say(f"  {path.relative_to(ROOT)}\n    alone: build/fuzz/{program.name} {path.relative_to(ROOT)}\n"
            f"    in the tests from now on: ./dev test {case_of(target, path)}")
    return not good


def keep(artifact, target):
    """The finding as a file of the corpus, named after how it broke and by its content."""
    kind = artifact.name.rsplit("-", 1)[0]  # crash, timeout, oom, leak
    kept = CORPUS / target / f"{kind}-{hashlib.sha256(artifact.read_bytes()).hexdigest()[:12]}"
    shutil.copyfile(artifact, kept)
    return kept


def case_of(target, path):
    """The name of its test (tests/fuzz/replay_test.cpp)."""
    return re.sub(r"[^A-Za-z0-9]", "_", f"{target}__{path.name}")


def summary(log):
    """Executions, and the coverage at the beginning and at the end."""
    executions = re.search(r"stat::number_of_executed_units:\s*(\d+)", log) or re.search(r"Done (\d+) runs", log)
    coverage = [int(number) for number in re.findall(r"\bcov: (\d+)", log)]
    ran = f"{int(executions[1]):,} executions" if executions else "did not come to its end"
    return ran + (f", coverage {coverage[0]} to {coverage[-1]}" if coverage else "")
