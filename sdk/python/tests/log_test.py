"""What the loggers bepusdt.client and bepusdt.retry say."""
import ast
import logging

import pytest
from bepusdt import NetworkError, ServerError
from bepusdt.retry import retry_on_error
from fake_gateway import Answer

NOTIFY = "https://shop.example.com/notify"


def lines(caplog, name):
    return [(record.levelname, record.getMessage()) for record in caplog.records if record.name == name]


def test_at_debug_the_parameters_are_printed_with_the_signature_masked(client, gateway, caplog):
    logging.getLogger("bepusdt.client").setLevel(logging.DEBUG)
    client.create_order("1001", 28.8, NOTIFY, name="VIP")
    [(level, line)] = lines(caplog, "bepusdt.client")
    assert level == "DEBUG" and "'signature': '***'" in line
    assert ast.literal_eval(line[line.index("{"):]) == {**gateway.requests[0].json, "signature": "***"}
    signature = gateway.requests[0].json["signature"]
    assert signature not in caplog.text and client.api_token not in caplog.text


def test_above_debug_nothing_is_printed(client, caplog):
    logging.getLogger("bepusdt.client").setLevel(logging.INFO)
    client.create_order("1001", 28.8, NOTIFY)
    assert lines(caplog, "bepusdt.client") == []


def test_the_level_counts_at_each_call(client, caplog):
    client.create_order("1", 1, NOTIFY)
    logging.getLogger("bepusdt.client").setLevel(logging.DEBUG)
    client.create_order("2", 1, NOTIFY)
    logging.getLogger("bepusdt.client").setLevel(logging.INFO)
    client.create_order("3", 1, NOTIFY)
    assert len(lines(caplog, "bepusdt.client")) == 1


def test_each_retry_is_a_warning_and_giving_up_an_error(client, gateway, caplog):
    client.max_retries = 2
    gateway.next += [Answer(b"", 502)] * 3
    with pytest.raises(ServerError):
        client.create_order("1", 1, NOTIFY)
    told = lines(caplog, "bepusdt.retry")
    assert [level for level, _ in told] == ["WARNING", "WARNING", "ERROR"]
    assert "1/2" in told[0][1] and "ServerError" in told[0][1] and "502" in told[0][1] and "2/2" in told[1][1]


def test_the_waits_double_from_the_delay(client, gateway, caplog, monkeypatch):
    waits = []
    monkeypatch.setattr("bepusdt.client.log_retry", lambda kind, message, wait, retry, most: waits.append(wait))
    client.retry_delay, client.max_retries = 0.004, 3
    gateway.next += [Answer(b"", 500)] * 3
    client.create_order("1", 1, NOTIFY)
    assert all(0.004 * 2**n <= wait <= 0.004 * 2**n * 1.1 + 0.001 for n, wait in enumerate(waits)) and len(waits) == 3


def test_without_logging_set_up_warnings_still_reach_the_terminal(run, gateway):
    gateway.next.append(Answer(b"", 500))
    code = ("import sys, bepusdt; sys.stderr = sys.stdout;"
            "bepusdt.BEpusdtClient(sys.argv[1], 'epusdt_password_xasddawqe', retry_delay=0).create_order('1', 1, 'http://s/n')")
    assert "ServerError" in run(code, gateway.url)


def test_the_decorator_tries_again_and_waits_longer_each_time(monkeypatch, caplog):
    waits, calls = [], []
    monkeypatch.setattr("time.sleep", waits.append)

    @retry_on_error(max_retries=3, delay=1.0, backoff=2.0, exceptions=(NetworkError,))
    def call(value, *, more):
        """Doc."""
        calls.append((value, more))
        if len(calls) < 4:
            raise NetworkError("gone")
        return "done"

    assert (call(1, more=2), calls, waits) == ("done", [(1, 2)] * 4, [1.0, 2.0, 4.0])
    assert (call.__name__, call.__doc__) == ("call", "Doc.")
    assert [level for level, _ in lines(caplog, "bepusdt.retry")] == ["WARNING"] * 3


def test_the_decorator_gives_up_with_the_last_error_and_lets_others_through(monkeypatch, caplog):
    monkeypatch.setattr("time.sleep", lambda _: None)
    errors = [NetworkError("1"), NetworkError("2"), KeyError("3")]

    @retry_on_error(max_retries=1)
    def call():
        raise errors.pop(0)

    with pytest.raises(NetworkError, match="2"):
        call()
    with pytest.raises(KeyError):
        call()
    assert [level for level, _ in lines(caplog, "bepusdt.retry")] == ["WARNING", "ERROR"]


@pytest.fixture(autouse=True)
def levels():
    yield
    logging.getLogger("bepusdt.client").setLevel(logging.NOTSET)
