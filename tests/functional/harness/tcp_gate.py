"""A gate for TCP on the loopback between two parties: whoever connects to it speaks with the one behind it, until something
befalls the connection (tcp_faults.py). Faults are queued by hand with next(), or come from `draws` for every connection.

`counts` says what did befall connections, by kind; a fault that waits for more bytes than came is not among them. Bounded in
connections and in time: beyond them the gate is shut. With `life`, a connection ends after so many seconds, so that parties
that keep theirs meet the next fault. heal() ends what is under way and lets everything through from then on. Thread-safe."""
import random
import socket
import struct
import threading
import time
from collections import Counter, deque

from harness.ports import free_port
from harness.tcp_faults import DOWN, UP, Flips

SLOW_BYTES = 64  # of a dribble come with a pause after each, the others as fast as single bytes can


AT_ONCE = struct.pack("ii", 1, 0)  # as SO_LINGER: closing sends a reset


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    connection.close()


class TcpGate:
    def __init__(self, port_behind, draws=None, life=None, most=10_000, most_at_once=64, seconds=600):
        self.port_behind, self._draws, self._life = port_behind, draws, life
        self._most, self._most_at_once, self._until = most, most_at_once, time.monotonic() + seconds
        self.counts, self.connections = Counter(), 0
        self._by_hand, self._open, self._lock = deque(), set(), threading.Lock()
        self._over, self._calm = threading.Event(), threading.Event()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._place = self._socket()  # keeps the port while nobody listens on it
        self._listener = self._listening()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def next(self, *faults):
        """For the next connections; None: nothing befalls it."""
        with self._lock:
            self._by_hand.extend(faults)

    def heal(self):
        with self._lock:
            self._by_hand.clear()
            self._draws = self._life = None
            self._calm.set()
            passages = list(self._open)
        for passage in passages:
            passage.end()

    def close(self):
        self._over.set()
        self.heal()
        self._thread.join()
        self._place.close()

    def note(self, kind):
        with self._lock:
            self.counts[kind] += 1

    def gone(self, passage):
        with self._lock:
            self._open.discard(passage)

    # -- the port

    def _socket(self):
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        made.bind(("127.0.0.1", self.port))
        return made

    def _listening(self):
        listener = self._socket()
        listener.listen(128)
        listener.settimeout(0.02)
        return listener

    def _fault(self):
        with self._lock:
            if self._by_hand:
                return self._by_hand.popleft()
            return self._draws() if self._draws else None

    def _serve(self):
        while not self._over.is_set() and time.monotonic() < self._until and self.connections < self._most:
            self._end_the_old()
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.connections += 1
            fault = self._fault()
            if fault is not None and fault.kind == "refuse":
                self._refuse(client, fault)
            elif len(self._open) >= self._most_at_once:
                reset(client)
            else:
                passage = Passage(self, client, fault)
                with self._lock:
                    self._open.add(passage)
                passage.start()
        self._listener.close()

    def _refuse(self, client, fault):
        self._listener.close()
        reset(client)
        self.note("refuse")
        self._calm.wait(fault.seconds)
        self._listener = self._listening()

    def _end_the_old(self):
        with self._lock:
            old = [passage for passage in self._open if self._life and time.monotonic() - passage.began > self._life]
        for passage in old:
            passage.end()


class Passage:
    """One connection through the gate: two threads, each carrying one direction."""

    def __init__(self, gate, client, fault):
        self.began = time.monotonic()
        self._gate, self._client, self._fault = gate, client, fault
        self._server, self._over, self._discards = None, threading.Event(), False

    def start(self):
        threading.Thread(target=self._run, daemon=True).start()

    def end(self):
        self._over.set()
        for party in (self._client, self._server):
            try:
                party and party.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _run(self):
        try:
            if self._fault is not None and self._fault.kind == "stall":
                self._gate.note("stall")
                self._over.wait(60)
                return
            self._server = socket.create_connection(("127.0.0.1", self._gate.port_behind), timeout=10)
            self._server.settimeout(None)
            for party in (self._client, self._server):
                party.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._over.is_set():  # it ended before there was a server to end it with
                return
            back = threading.Thread(target=self._carry, args=(self._server, self._client, DOWN), daemon=True)
            back.start()
            self._carry(self._client, self._server, UP)
            back.join()
        except OSError:
            reset(self._client)  # nobody is behind the gate
        finally:
            self._client.close()
            if self._server:
                self._server.close()
            self._gate.gone(self)

    def _carry(self, source, sink, direction):
        fault = self._fault if self._fault is not None and self._fault.direction == direction else None
        befall = getattr(self, f"_{fault.kind}")(fault, sink) if fault else None
        passed, begun = 0, False
        try:
            while data := source.recv(1 << 16):
                if self._discards:
                    continue
                clean = len(data) if befall is None else max(0, min(len(data), fault.after - passed))
                passed += len(data)
                sink.sendall(data[:clean])
                if befall is not None and passed > fault.after:
                    if not begun:
                        begun = True
                        self._gate.note(fault.kind)
                    befall(data[clean:])
            if not self._over.is_set():
                sink.shutdown(socket.SHUT_WR)
        except OSError:
            self.end()

    # -- what is done with the bytes from `after` on: each gives the function that is called with them

    def _delay(self, fault, sink):
        chance = random.Random(fault.seed)

        def befall(data):
            self._over.wait(chance.uniform(0, fault.seconds))
            sink.sendall(data)
        return befall

    def _dribble(self, fault, sink):
        slow = iter(range(SLOW_BYTES))

        def befall(data):
            for byte in data:
                sink.sendall(bytes([byte]))
                if next(slow, None) is not None:
                    self._over.wait(fault.seconds)
        return befall

    def _corrupt(self, fault, sink):
        flips = Flips(fault.seed)
        return lambda data: sink.sendall(flips(data))

    def _cut(self, fault, sink):
        def befall(_):
            self._discards = True  # what still comes is read to its end, or the kernel makes a reset of the closing
            for party in (self._client, self._server):
                party.shutdown(socket.SHUT_WR)
        return befall

    def _half_close(self, fault, sink):
        closed = threading.Event()

        def befall(_):
            if not closed.is_set():
                closed.set()
                sink.shutdown(socket.SHUT_WR)
        return befall

    def _reset(self, fault, sink):
        def befall(_):
            self._over.set()
            for party in (self._client, self._server):
                party.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                party.shutdown(socket.SHUT_RD)  # wakes the thread that reads it and tells the other side nothing; the close does
        return befall
