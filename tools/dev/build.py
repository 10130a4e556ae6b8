"""Builds one preset of CMakePresets.json into build/<preset>. CMake runs once; afterwards Ninja calls it when needed."""
from dev.console import ROOT, must
from dev.install import BUILD, LOGS

PRESETS = ("dev", "release", "asan", "tsan")


def build(preset, *, targets=(), options=()):
    folder = BUILD / preset
    if options or not (folder / "build.ninja").exists():
        must(f"configure {preset}", ["cmake", "--preset", preset, *options], log=LOGS / f"configure-{preset}.log")
    chosen = ["--target", *targets] if targets else []
    must(f"build {preset}", ["cmake", "--build", folder, *chosen], log=LOGS / f"build-{preset}.log")
    return folder


def binary(preset):
    return ROOT / "build" / preset / "bepusdt"
