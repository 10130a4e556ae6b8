"""The gate itself, without a gateway: each fault does to bytes what it says, in the direction it says, and is counted."""
import socket
import threading
import time

import pytest

from harness.patience import PATIENCE, eventually
from harness.tcp_faults import DOWN, KINDS, UP, Draws, Fault
from harness.tcp_gate import TcpGate

WORDS = bytes(range(256)) * 40


class Echo:
    """Sends back what it gets, connection by connection, and keeps how each ended."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.heard, self.ends = [], []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        heard = bytearray()
        self.heard.append(heard)
        with connection:
            try:
                while data := connection.recv(1 << 16):
                    heard += data
                    connection.sendall(data)
                self.ends.append("FIN")
            except ConnectionResetError:
                self.ends.append("RST")
            except BrokenPipeError:
                self.ends.append("PIPE")

    def close(self):
        if self._listener.fileno() >= 0:
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture
def echo():
    made = Echo()
    yield made
    made.close()


@pytest.fixture
def gate(echo):
    made = TcpGate(echo.port)
    yield made
    made.close()


def dial(gate):
    connection = socket.create_connection(("127.0.0.1", gate.port), timeout=10 * PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def hear(connection, enough=len(WORDS)):
    """(what came, how it ended: enough, FIN, RST or silence)"""
    heard = bytearray()
    try:
        while len(heard) < enough:
            data = connection.recv(1 << 16)
            if not data:
                return bytes(heard), "FIN"
            heard += data
        return bytes(heard), "enough"
    except ConnectionResetError:
        return bytes(heard), "RST"
    except TimeoutError:
        return bytes(heard), "silence"


def through(gate, *faults):
    gate.next(*faults)
    with dial(gate) as connection:
        connection.sendall(WORDS)
        return hear(connection)


def test_without_a_fault_every_byte_and_the_end_of_each_direction_pass(gate, echo):
    with dial(gate) as connection:
        connection.sendall(WORDS)
        connection.shutdown(socket.SHUT_WR)
        assert hear(connection, len(WORDS) + 1) == (WORDS, "FIN")
    assert echo.ends == ["FIN"] and not gate.counts and gate.connections == 1


@pytest.mark.parametrize("direction", [UP, DOWN])
def test_delayed_bytes_come_late_whole_and_in_order(gate, direction):
    began = time.monotonic()
    assert through(gate, Fault("delay", direction, seconds=0.4, seed=3)) == (WORDS, "enough")
    assert time.monotonic() - began > 0.05, "what this seed draws for the first piece is a tenth of a second"
    assert gate.counts == {"delay": 1}


@pytest.mark.parametrize("direction", [UP, DOWN])
def test_a_dribble_brings_every_byte_one_by_one(gate, direction):
    gate.next(Fault("dribble", direction, after=5, seconds=0.01))
    with dial(gate) as connection:
        connection.sendall(WORDS[:25])
        pieces = []
        while sum(map(len, pieces)) < 25:
            pieces.append(connection.recv(1 << 16))
    assert b"".join(pieces) == WORDS[:25] and len(pieces) > 10, pieces
    assert gate.counts == {"dribble": 1}


@pytest.mark.parametrize("direction", [UP, DOWN])
def test_corrupted_bytes_differ_by_single_bits_from_where_it_begins_on(gate, echo, direction):
    heard, end = through(gate, Fault("corrupt", direction, after=1000, seed=7))
    wrong = [i for i in range(len(WORDS)) if heard[i] != WORDS[i]]
    assert (len(heard), end) == (len(WORDS), "enough") and wrong[0] == 1000 and 10 < len(wrong) < 200
    assert all((heard[i] ^ WORDS[i]).bit_count() == 1 for i in wrong)
    assert (bytes(echo.heard[0]) == WORDS) == (direction == DOWN)
    assert through(gate, Fault("corrupt", direction, after=1000, seed=7))[0] == heard, "the seed decides"


def test_a_cut_lets_so_many_bytes_through_and_ends_both_directions_in_good_order(gate, echo):
    assert through(gate, Fault("cut", DOWN, after=1234)) == (WORDS[:1234], "FIN")
    heard, end = through(gate, Fault("cut", UP, after=1234))
    assert end == "FIN" and WORDS[:1234].startswith(heard), "no answer is waited for"
    eventually(lambda: len(echo.ends) == 2, "both ended there")
    assert echo.ends[1] == "FIN" and bytes(echo.heard[1]) == WORDS[:1234] and gate.counts == {"cut": 2}


def test_a_reset_is_one_to_both_parties(gate, echo):
    heard, end = through(gate, Fault("reset", DOWN, after=1234))
    assert end == "RST" and WORDS[:1234].startswith(heard), "a reset may overtake bytes that were not read yet"
    eventually(lambda: echo.ends == ["RST"], "a reset there, too")
    assert gate.counts == {"reset": 1}


def test_a_half_closed_direction_ends_and_the_other_goes_on(gate, echo):
    assert through(gate, Fault("half_close", DOWN, after=10)) == (WORDS[:10], "FIN")
    gate.next(Fault("half_close", UP, after=10))
    with dial(gate) as connection:
        connection.sendall(WORDS)
        assert hear(connection) == (WORDS[:10], "FIN"), "the server answered what it got and saw the end"
    assert bytes(echo.heard[1]) == WORDS[:10] and "FIN" in echo.ends and gate.counts == {"half_close": 2}


def test_a_stalled_connection_is_taken_and_never_answered_until_the_gate_heals(gate, echo):
    gate.next(Fault("stall"))
    with dial(gate) as connection:
        connection.sendall(b"hello")
        connection.settimeout(0.3)
        assert hear(connection) == (b"", "silence") and echo.heard == []
        connection.settimeout(10 * PATIENCE)
        gate.heal()
        assert hear(connection)[1] in ("FIN", "RST")
    assert gate.counts == {"stall": 1}
    assert through(gate) == (WORDS, "enough")


def test_a_refusing_gate_takes_no_connection_for_a_while(gate):
    assert through_or_refused(gate, Fault("refuse", seconds=60)) == "RST"
    with pytest.raises(ConnectionRefusedError):
        dial(gate)
    gate.heal()
    eventually(lambda: through_or_refused(gate) == "enough", "connections are taken again")
    assert gate.counts == {"refuse": 1}


def through_or_refused(gate, *faults):
    try:
        return through(gate, *faults)[1]
    except (ConnectionRefusedError, ConnectionResetError, BrokenPipeError) as problem:
        return "refused" if isinstance(problem, ConnectionRefusedError) else "RST"


def test_whoever_is_not_there_behind_the_gate_is_seen_in_front_of_it(gate, echo):
    echo.close()
    assert through_or_refused(gate) == "RST"


def test_a_seed_draws_the_same_faults_and_each_kind_before_any_comes_again():
    one, other = Draws(5), Draws(5)
    drawn = [one() for _ in range(40)]
    assert drawn == [other() for _ in range(40)]
    assert all({fault.kind for fault in drawn[i:i + 8]} == set(KINDS) for i in range(0, 40, 8))
    assert {fault.direction for fault in drawn} == {UP, DOWN}
    with_rests = Draws(5, clean=2)
    assert [with_rests() for _ in range(6)] == [drawn[0], None, None, drawn[1], None, None]


def test_a_connection_lives_no_longer_than_it_may(echo):
    gate = TcpGate(echo.port, life=0.2)
    with dial(gate) as connection:
        connection.sendall(b"hello")
        assert hear(connection) == (b"hello", "FIN")
    gate.close()


@pytest.mark.parametrize("bounds, taken", [({"most": 2}, ["enough"] * 2), ({"seconds": 1.5 * PATIENCE}, ["enough"] * 2)])
def test_beyond_its_bounds_the_gate_is_shut_by_itself(echo, bounds, taken):
    gate = TcpGate(echo.port, **bounds)
    assert [through_or_refused(gate) for _ in range(2)] == taken
    eventually(lambda: through_or_refused(gate) == "refused", "it takes no more")
    gate.close()


def test_of_more_connections_at_once_than_it_may_have_the_last_is_reset(echo):
    gate = TcpGate(echo.port, most_at_once=1)
    with dial(gate) as first:
        first.sendall(b"hello")
        assert hear(first, 5) == (b"hello", "enough")
        assert through_or_refused(gate) == "RST"
    gate.close()
