"""Installs what is missing: Debian packages, npm packages, a Python environment. Asks first what is there, so that a
second run changes nothing, needs no network and costs milliseconds."""
import hashlib
import os
import shutil
import subprocess
import sys

from dev.console import ROOT, Failure, must, say

BUILD = ROOT / "build"
VENV = BUILD / "venv"          # the tests' own, with the client that merchants use today
SDK_VENV = BUILD / "sdk-venv"  # our Python package and what its tests need
OLD_VENV = BUILD / "old-venv"  # that client alone, for comparisons
LOGS = BUILD / "logs"


def install():
    debian_packages()
    npm_packages()
    python_packages()


def debian_packages(list_name="packages.txt"):
    lines = (ROOT / "tools" / list_name).read_text().splitlines()
    wanted = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not shutil.which("dpkg-query"):
        if not shutil.which("cmake"):
            raise Failure(f"this is no Debian; install the counterparts of tools/{list_name} by hand")
        return
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *wanted], capture_output=True, text=True)
    there = {line.split()[0] for line in asked.stdout.splitlines() if line.endswith(" installed")}
    missing = [package for package in wanted if package not in there]
    if not missing:
        return
    become_root = []
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            raise Failure("neither root nor sudo; as root: apt-get install " + " ".join(missing))
        become_root = ["sudo"]
        say("Debian packages need root; sudo may ask for your password")
        subprocess.run(["sudo", "-v"], check=True)
    say("installing Debian packages: " + " ".join(missing))
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    must("  package lists", [*apt, "update"], log=LOGS / "apt-update.log")
    must("  packages", [*apt, "install", "-y", "--no-install-recommends", *missing], log=LOGS / "apt-install.log")


def npm_packages():
    with unless_installed("npm", ROOT / "package.json", ROOT / "package-lock.json", result=ROOT / "node_modules/.package-lock.json") as due:
        if due:
            if not shutil.which("npm"):
                raise Failure("npm is missing; install Node.js 20 or newer with npm")
            say("installing npm packages: those of package-lock.json into node_modules")
            must("  npm ci", ["npm", "ci", "--ignore-scripts"], log=LOGS / "npm.log")


def python_packages():
    for venv, wanted in ((VENV, "requirements.txt"), (SDK_VENV, "sdk-requirements.txt"), (OLD_VENV, "old-sdk-requirements.txt")):
        with unless_installed(venv.name, ROOT / "tools" / wanted, result=venv / "bin/python") as due:
            if due:
                say(f"installing Python packages: those of tools/{wanted} into build/{venv.name}")
                must("  venv", [sys.executable, "-m", "venv", "--clear", venv], log=LOGS / f"{venv.name}.log")
                must("  pip", [venv / "bin/python", "-m", "pip", "install", "--disable-pip-version-check", "-r", ROOT / "tools" / wanted],
                     log=LOGS / f"{venv.name}-pip.log")


class unless_installed:
    """Remembers by a digest of the files that name the packages which of them were installed last."""

    def __init__(self, name, *sources, result):
        self.stamp = BUILD / "installed" / name
        self.result = result
        self.digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()

    def __enter__(self):
        return not (self.result.exists() and self.stamp.exists() and self.stamp.read_text() == self.digest)

    def __exit__(self, kind, *_):
        if kind is None:
            self.stamp.parent.mkdir(parents=True, exist_ok=True)
            self.stamp.write_text(self.digest)
