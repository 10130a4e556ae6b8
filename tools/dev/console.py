"""How ./dev speaks: one line a step, the step's whole output only when it fails.

On a terminal the newest line of the running step stands below its name; NO_COLOR is obeyed."""
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TERMINAL = sys.stdout.isatty()
COLOUR = TERMINAL and "NO_COLOR" not in os.environ


class Failure(Exception):
    """A step failed; what it had to say is already on the screen."""


def paint(text, code):
    return f"\x1b[{code}m{text}\x1b[0m" if COLOUR else text


def say(text):
    print(text, flush=True)


def run_step(title, command, *, log, env=None, cwd=ROOT, quiet=False):
    """Runs a command with its output kept in the file `log`. Returns its exit status and shows everything if that is not 0.

    quiet: no line at all unless it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    if not quiet and not TERMINAL:
        print(f"{title} … ", end="", flush=True)
    with open(log, "wb") as kept:
        process = subprocess.Popen([str(part) for part in command], cwd=cwd, env={**os.environ, **(env or {})},
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            for line in process.stdout:
                kept.write(line)
                if TERMINAL and not quiet:
                    show_progress(title, line)
            status = process.wait()
        except KeyboardInterrupt:
            process.wait()
            raise
    seconds = time.monotonic() - began
    if not quiet or status:
        word = paint("ok", "32") if status == 0 else paint(f"failed (status {status})", "31")
        prefix = ("\r\x1b[K" if TERMINAL else "") + (f"{title} … " if TERMINAL or quiet else "")
        say(f"{prefix}{word} {seconds:.1f} s")
    if status:
        sys.stdout.flush()
        sys.stdout.buffer.write(log.read_bytes())
        sys.stdout.flush()
    return status


def show_progress(title, line):
    width = shutil.get_terminal_size().columns
    text = line.decode(errors="replace").strip()
    print(f"\r\x1b[K{title} … {text}"[: width + 4], end="", flush=True)


def must(title, command, **how):
    if run_step(title, command, **how):
        raise Failure(title)
