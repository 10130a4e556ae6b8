"""A file system of a few MB of its own: a tmpfs in a mount namespace that a process holds and a user namespace makes possible
without being root. Whatever shall see it runs with `prefix` before its command; `inside` is where it stands there, `outside`
the same folder as this process sees it. Nothing of it is left when the holder ends, as it does with this process."""
import errno
import os
import subprocess

from harness.children import bound


class SmallDisk:
    def __init__(self, folder, megabytes=4):
        folder.mkdir(parents=True)
        self.inside = folder
        mount = 'mount -t tmpfs -o "size=$1m" tmpfs "$0" && echo mounted && exec cat'
        self._holder = subprocess.Popen(bound(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, folder, str(megabytes)]),
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.why_not = None if self._holder.stdout.readline() == "mounted\n" else self._holder.stderr.read().strip()
        self.outside = folder if self.why_not else type(folder)(f"/proc/{self._holder.pid}/root{folder}")
        self.prefix = ["nsenter", "--target", str(self._holder.pid), "--user", "--mount", "--preserve-credentials"]
        self._ballast = self.outside / "ballast"

    def fill(self):
        """To the last byte."""
        with open(self._ballast, "ab", buffering=0) as ballast:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while True:
                        ballast.write(bytes(size))
                except OSError as full:
                    if full.errno != errno.ENOSPC:
                        raise

    @property
    def free(self):
        """Bytes."""
        found = os.statvfs(self.outside)
        return found.f_bavail * found.f_frsize

    def make_room(self):
        self._ballast.unlink()

    def close(self):
        self._holder.stdin.close()
        self._holder.wait()
        self._holder.stdout.close()
        self._holder.stderr.close()
