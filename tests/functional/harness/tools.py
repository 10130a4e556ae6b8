"""The tools of the command line as processes: one that runs to its end, and `listen`, which stays until it has had enough.

Tokens come by the environment, as users are told to give them; the language is English unless a test says otherwise."""
import json
import subprocess

from harness.children import bound
from harness.gateway import TOKEN, binary, environment
from harness.patience import PATIENCE


def surroundings(settings=None, language="C"):
    plain = {name: value for name, value in environment().items() if name.lower() not in ("http_proxy", "https_proxy", "all_proxy")}
    return {**plain, "LC_ALL": language, "BEPUSDT_AUTH_TOKEN": TOKEN, **(settings or {})}


def tool(*arguments, status=0, stdin="", settings=None, language="C", cwd=None):
    """What it printed, after its exit status was what the test expects; of one that said no, standard error as well."""
    ran = subprocess.run([binary(), *map(str, arguments)], text=True, input=stdin, capture_output=True, cwd=cwd,
                         timeout=60 * PATIENCE, env=surroundings(settings, language))
    assert ran.returncode == status, f"{arguments} left with {ran.returncode}:\n{ran.stdout}{ran.stderr}"
    return ran.stdout if status == 0 else ran.stdout + ran.stderr


def data(*arguments, **how):
    return json.loads(tool(*arguments, "--json", **how))


class Listener:
    """`bepusdt listen --json` on a free port of the loopback interface."""

    def __init__(self, *arguments, settings=None):
        self._process = subprocess.Popen(bound([str(binary()), "listen", "--listen", "127.0.0.1:0", "--json", *arguments]), text=True,
                                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                         env=surroundings(settings))
        self.hello = self.next()
        self.url = self.hello["url"]

    def next(self):
        """The next line that it prints, as an object; waits for it."""
        line = self._process.stdout.readline()
        assert line, f"it ended with {self._process.wait()}: {self._process.stderr.read()}"
        return json.loads(line)

    def terminate(self):
        self._process.terminate()

    def wait(self):
        """Its exit status and what it printed since."""
        rest, _ = self._process.communicate(timeout=15 * PATIENCE)
        return self._process.returncode, rest

    def close(self):
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()
