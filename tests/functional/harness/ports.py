"""Free TCP ports of this machine, for servers that must be told their port beforehand."""
import socket

_given = set()


def free_port():
    """A port that nobody listens on now and that this process did not give away before."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port not in _given:
            _given.add(port)
            return port
