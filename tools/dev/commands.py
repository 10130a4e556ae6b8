"""The commands of ./dev: what each is made of, and its help."""
import argparse
import os
import subprocess

from dev import tests
from dev.build import PRESETS, binary, build
from dev.chaos import chaos
from dev.console import ROOT, TERMINAL, Failure, must, say
from dev.counts import Counts
from dev.formatting import format_sources
from dev.fuzzing import fuzz
from dev.install import LOGS, OLD_VENV, VENV, debian_packages, install
from dev.python_sdk import PYTHON, install_package
from dev.simulating import simulate


def command_build(arguments):
    install()
    build(arguments.preset)
    return 0


def command_test(arguments):
    try:
        install()
        tests.check_layers()
        build("dev")
        counts = tests.run_tests("dev", arguments.filter)
    except Failure as failure:
        say(str(failure))
        counts = Counts(failed=1)
    if arguments.filter and not counts.ran:
        say(f"no test's name matches {arguments.filter!r}")
        counts = Counts(failed=1)
    say(str(counts))
    return 1 if counts.failed else 0


def command_check(_):
    install()
    format_sources(check_only=True)
    tests.check_layers()
    must("files", [VENV / "bin/python", ROOT / "tools/check_files.py"], log=LOGS / "files.log")
    total = Counts()
    for preset, patience in (("asan", 4), ("tsan", 8)):
        build(preset)
        total += tests.run_tests(preset, patience=patience, sanitizer=True)
    say(str(total))
    return 1 if total.failed else 0


def command_fmt(_):
    install()
    format_sources(check_only=False)
    return 0


def command_fuzz(arguments):
    install()
    debian_packages("fuzz-packages.txt")
    return fuzz(arguments.target, arguments.seconds)


def command_sim(arguments):
    install()
    return simulate(arguments.rest, arguments.append, arguments.threads)


def command_chaos(arguments):
    install()
    build("dev", targets=["bepusdt"])
    return chaos(arguments.kills, binary("dev"))


def command_bench(arguments):
    install()
    folder = build("release", options=["-DBEPUSDT_BENCH=ON"])
    programs = sorted(path for path in folder.glob("*_bench") if os.access(path, os.X_OK) and path.is_file())
    if not programs:
        raise Failure("the build made no *_bench program")
    for program in programs:
        say(f"== {program.name}")
        if status := subprocess.run([program, *arguments.rest], cwd=ROOT).returncode:
            return status
    install_package()
    say("== python_sdk_bench")
    comparison = [VENV / "bin/python", ROOT / "bench/python_sdk_bench.py", PYTHON, OLD_VENV / "bin/python"]
    return subprocess.run([*comparison, *arguments.rest], cwd=ROOT).returncode


def command_run(arguments):
    install()
    build("dev", targets=["bepusdt"])
    return become(binary("dev"), "serve", *arguments.rest)


def command_demo(arguments):
    install()
    build("release", targets=["bepusdt"])
    return become(binary("release"), "demo", *arguments.rest)


def become(program, *arguments):
    """Replaces this process by the program, so that signals and the terminal are its own. npm's programs are on its path."""
    os.environ["PATH"] = f"{ROOT / 'node_modules/.bin'}{os.pathsep}{os.environ['PATH']}"
    os.execv(program, [str(program), *arguments])


def positive(text):
    if (number := int(text)) <= 0:
        raise ValueError
    return number


def parser():
    top = argparse.ArgumentParser(prog="./dev", description="The one command of this project. Installs what is missing first.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name, run, sentence, passes_on=False):
        made = commands.add_parser(name, help=sentence, description=sentence, add_help=not passes_on)
        made.set_defaults(run=run, passes_on=passes_on)
        return made

    made = command("build", command_build, "build a preset into build/<preset>")
    made.add_argument("preset", nargs="?", default="dev", choices=PRESETS)
    made = command("test", command_test, "build and run every test; the last line counts them")
    made.add_argument("filter", nargs="?", help="only tests whose name matches this regular expression")
    command("check", command_check, "formatting, layers, and every test under the sanitizers")
    command("fmt", command_fmt, "format the C++ sources")
    made = command("fuzz", command_fuzz, "feed the parsers of foreign bytes with what libFuzzer invents; stops by itself")
    made.add_argument("target", nargs="?", help="one target, a file of tests/fuzz without its ending; all of them otherwise")
    made.add_argument("--seconds", type=positive, default=60, metavar="N", help="for each target (60)")
    made = command("sim", command_sim, "run whole worlds from seeds: --seed N [--steps M] for one, shortened if it fails; --seeds N for many;"
                   " further arguments go to the simulator")
    made.add_argument("--append", type=positive, metavar="N", help="so many further seeds, added to the table of docs/reliability.md")
    made.add_argument("--threads", type=positive, metavar="N", help="at once (with --append all cores, otherwise 1)")
    made.set_defaults(passes_on=True)
    made = command("chaos", command_chaos, "kill the real gateway again and again while orders are made and paid; prints the figures")
    made.add_argument("--kills", type=positive, default=2000, metavar="N", help="how often (2000)")
    command("bench", command_bench, "build for speed and measure; further arguments go to the benchmarks", passes_on=True)
    command("run", command_run, "build and run the gateway: bepusdt serve with the further arguments", passes_on=True)
    command("demo", command_demo, "one payment from the shop to the paid callback, on a test chain; --once: in the terminal", passes_on=True)
    return top


def main(argv):
    arguments, rest = parser().parse_known_args(argv)
    if rest and not arguments.passes_on:
        parser().error(f"unknown: {' '.join(rest)}")
    arguments.rest = rest
    try:
        return arguments.run(arguments)
    except Failure as failure:
        say(f"./dev {arguments.command}: {failure}")
        return 1
    except KeyboardInterrupt:
        if TERMINAL:
            say("")
        return 130
