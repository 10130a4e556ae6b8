"""The Python package of sdk/python as its tests get it: a wheel in build/sdk-venv, made again only when a source of it changed."""
import sys

from dev.console import ROOT, must
from dev.install import BUILD, LOGS, SDK_VENV, unless_installed

WHEELS = BUILD / "python" / "wheels"
PYTHON = SDK_VENV / "bin/python"


def install_package():
    packages = SDK_VENV / f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
    with unless_installed("sdk-wheel", *sources(), result=packages / "bepusdt/py.typed") as due:
        if due:
            for wheel in WHEELS.glob("bepusdt-*.whl"):
                wheel.unlink()
            must("build wheel", [PYTHON, "-m", "pip", "wheel", "--disable-pip-version-check", "--no-build-isolation", "--no-deps",
                                 "--wheel-dir", WHEELS, ROOT / "sdk/python"], log=LOGS / "sdk-wheel.log")
            must("install wheel", [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--force-reinstall",
                                   *WHEELS.glob("bepusdt-*.whl")], log=LOGS / "sdk-wheel-install.log")


def sources():
    """Whatever the wheel is made of."""
    rooms = ("sdk/python/bepusdt", "sdk/python/src", "sdk/cpp/include", "sdk/cpp/src", "sdk/cpp/cmake", "src/base", "src/wire")
    found = [path for room in rooms for path in (ROOT / room).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    single = ("sdk/python/CMakeLists.txt", "sdk/python/pyproject.toml", "sdk/python/README.md", "sdk/cpp/CMakeLists.txt")
    return [*(ROOT / name for name in single), *sorted(found)]
