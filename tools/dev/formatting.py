"""clang-format over our C++: rewrites the files, or only says which would change. Generated headers switch it off themselves."""
from dev.console import ROOT, must
from dev.install import LOGS

ROOMS = ("src", "tests", "bench", "sdk", "cmake")


def format_sources(check_only):
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.?pp"))]
    how = ["--dry-run", "--Werror"] if check_only else ["-i"]
    must("format", ["clang-format", *how, *files], log=LOGS / "format.log")
