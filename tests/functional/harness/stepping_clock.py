"""A wall clock that can be set while a program runs (libfaketime, Debian's package `faketime`): the program starts with
`environment`, and step() then moves its time. Its monotonic clock goes on as always, as with a real clock that is set.
`why_not`: why there is none, in a sentence."""
import os
import subprocess
from pathlib import Path

PRELOADED = "libfaketimeMT.so.1"


def library():
    found = sorted(Path("/usr/lib").glob(f"*/faketime/{PRELOADED}"))
    return found[0] if found else None


class SteppingClock:
    def __init__(self, folder, program):
        self._file = folder / "clock"
        self.ahead = 0
        self._library = library()
        self.why_not = self._reason(program)
        self.environment = {"LD_PRELOAD": str(self._library), "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_NO_CACHE": "1",
                            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}
        self.set(0)

    def _reason(self, program):
        if self._library is None:
            return f"{PRELOADED} is not installed (package faketime)"
        linked = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
        if any(sanitizer in linked for sanitizer in ("libasan", "libtsan", "libubsan")):
            return "the tested program is built with a sanitizer, which must be preloaded itself"
        return None

    def set(self, seconds):
        """So many seconds ahead of the machine's clock, from the next look at it on."""
        self.ahead = seconds
        draft = self._file.with_suffix(".new")
        draft.write_text(f"{seconds:+d}s\n")
        os.replace(draft, self._file)

    def step(self, seconds):
        self.set(self.ahead + seconds)
