"""Threads, Ctrl-C and fork."""
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from fake_gateway import TOKEN, Answer, made_order

NOTIFY = "https://shop.example.com/notify"


def test_calls_of_one_client_run_side_by_side_because_the_gil_is_released(client, gateway):
    all_here = threading.Barrier(8, timeout=20)

    class WaitForAll:
        def wait(self, _):
            all_here.wait()

    gateway.next += [Answer(made_order(f"t-{n}", order_id=""), wait=WaitForAll()) for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        orders = list(pool.map(lambda n: client.create_order(str(n), 1, NOTIFY), range(8)))
    assert sorted(order.trade_id for order in orders) == sorted(f"t-{n}" for n in range(8))


def test_threads_may_share_a_client_and_change_its_settings(client):
    def work(number):
        client.timeout = 30 + number % 3
        return [client.create_order(f"{number}-{n}", 1, NOTIFY).order_id for n in range(10)]

    with ThreadPoolExecutor(6) as pool:
        for number, ids in enumerate(pool.map(work, range(6))):
            assert ids == [f"{number}-{n}" for n in range(10)]


def interrupted(gateway, arrange):
    """A program in a call that is sent SIGINT once the gateway has its request."""
    code = ("import signal, sys, bepusdt\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs ignore it
            "try: bepusdt.BEpusdtClient(sys.argv[1], sys.argv[2], retry_delay=1000).create_order('1', 1, 'http://s/n')\n"
            "except KeyboardInterrupt: print('interrupted')\n")
    release = threading.Event()
    gateway.next.append(arrange(release))
    program = subprocess.Popen([sys.executable, "-c", code, gateway.url, TOKEN], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert gateway.arrived.acquire(timeout=20)
    if gateway.requests[0].headers and arrange is in_the_wait:
        program.stderr.readline()  # the warning of the retry: now it waits
    program.send_signal(signal.SIGINT)
    output, _ = program.communicate(timeout=10)
    release.set()
    return output


def in_the_exchange(release):
    return Answer(wait=release)


def in_the_wait(_):
    return Answer(b"", 500)


def test_ctrl_c_ends_a_call_that_waits_for_its_answer(gateway):
    assert interrupted(gateway, in_the_exchange) == "interrupted\n"


def test_ctrl_c_ends_the_wait_before_a_retry(gateway):
    assert interrupted(gateway, in_the_wait) == "interrupted\n"


def test_a_client_works_on_after_ctrl_c_and_other_signal_handlers_run_during_a_call(client, gateway):
    """The handler runs while the call blocks: it is what lets the gateway answer."""
    release = threading.Event()
    before = signal.signal(signal.SIGUSR1, lambda *_: release.set())
    try:
        gateway.next.append(Answer(made_order("t"), wait=release))
        threading.Thread(target=lambda: gateway.arrived.acquire(timeout=20) and os.kill(os.getpid(), signal.SIGUSR1)).start()
        assert client.create_order("1", 1, NOTIFY).trade_id == "t"
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_a_handler_that_raises_ends_the_call_with_its_exception(client, gateway):
    class Enough(Exception):
        pass

    def enough(*_):
        raise Enough

    release = threading.Event()
    before = signal.signal(signal.SIGUSR1, enough)
    try:
        gateway.next.append(Answer(wait=release))
        threading.Thread(target=lambda: gateway.arrived.acquire(timeout=20) and os.kill(os.getpid(), signal.SIGUSR1)).start()
        try:
            client.create_order("1", 1, NOTIFY)
            raise AssertionError("came back")
        except Enough:
            pass
        assert client.create_order("2", 1, NOTIFY).order_id == "2"
    finally:
        release.set()
        signal.signal(signal.SIGUSR1, before)


def test_after_a_fork_parent_and_child_have_connections_of_their_own(run, gateway):
    code = ("import os, sys, bepusdt\n"
            "client = bepusdt.BEpusdtClient(sys.argv[1], sys.argv[2])\n"
            "order = lambda number: client.create_order(number, 1, 'http://s/n')\n"
            "order('before')\n"
            "child = os.fork()\n"
            "if child == 0:\n"
            "    order('child'); order('child again'); os._exit(0)\n"
            "assert os.waitpid(child, 0)[1] == 0\n"
            "order('parent')\n")
    run(code, gateway.url, TOKEN)
    ports = {request.json["order_id"]: request.client_port for request in gateway.requests}
    assert ports["before"] == ports["parent"] and ports["child"] == ports["child again"] != ports["parent"]


@pytest.mark.parametrize("answer", [lambda release: Answer(wait=release), lambda _: Answer(b"", 500)], ids=["exchange", "wait"])
def test_a_program_may_end_while_its_daemon_threads_are_in_calls(gateway, answer):
    """Its last object sleeps, so that the threads come for the GIL of an interpreter that ends."""
    code = ("import logging, sys, threading, time, bepusdt\n"
            "logging.getLogger('bepusdt').addHandler(logging.NullHandler())\n"  # CPython aborts when such a thread prints
            "client = bepusdt.BEpusdtClient(sys.argv[1], sys.argv[2], retry_delay=0.3, max_retries=9)\n"
            "for n in range(4): threading.Thread(target=client.create_order, args=(str(n), 1, 'http://s/n'), daemon=True).start()\n"
            "class Last:\n"
            "    def __del__(self, sleep=time.sleep): sleep(0.5)\n"
            "last = Last()\n"
            "sys.stdin.readline()\n")
    release = threading.Event()
    gateway.next += [answer(release) for _ in range(99)]
    program = subprocess.Popen([sys.executable, "-c", code, gateway.url, TOKEN], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for _ in range(4):
        assert gateway.arrived.acquire(timeout=20)
    _, said = program.communicate("\n", timeout=20)
    release.set()
    assert (program.returncode, said) == (0, "")
