#!/usr/bin/env python3
"""What the Python package costs beside PyPI's bepusdt 0.3.1, in the same run on the same machine.

  create_order      CPU of the client's process a call (user and system), over a kept loopback connection to a server in another process
  verify_callback   calls a second of CPU, beside a bare hashlib.md5 of the bytes that the signature covers
  import            a whole process with `import bepusdt`, less one that does nothing; and one that also makes a first order

Every figure is the median of rounds in which both packages take turns, each in a fresh process of its own interpreter.
  python_sdk_bench.py <python with ours> <python with 0.3.1> [seconds per measurement = 1] [rounds = 7]"""
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import threading
import time

TOKEN = "7CD7A244B55D2E55D4A6A8F293767B86"
ORDER = {"order_id": "20220201030210321", "amount": 28.8, "notify_url": "https://shop.example.com/paid"}
CALLBACK = {"trade_id": "0zTkUFwdyfgoDGD00a", "order_id": "20220201030210321", "amount": 28.8, "actual_amount": "4",
            "token": "TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj", "block_transaction_id": "a" * 64, "status": 2}
ANSWER = json.dumps({"status_code": 200, "message": "success", "request_id": "r-1", "data": {
    "trade_id": "0zTkUFwdyfgoDGD00a", "order_id": "20220201030210321", "trade_type": "usdt.trc20", "fiat": "CNY", "status": 1, "state": "waiting",
    "amount": "28.8", "actual_amount": "4", "token": "TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj", "expiration_time": 1199,
    "payment_url": "https://pay.example.com/pay/checkout-counter/0zTkUFwdyfgoDGD00a"}})
IMPORT = "import bepusdt"
FIRST_ORDER = "import sys, bepusdt; bepusdt.BEpusdtClient(sys.argv[1], sys.argv[2]).create_order('1', 28.8, 'https://shop.example.com/paid')"


# -- in the measured processes

def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def per_call(work, seconds, clock):
    """Seconds of `clock` a call, warm."""
    for _ in range(50):
        work()
    calls, began, end = 0, clock(), time.perf_counter() + seconds
    while time.perf_counter() < end:
        for _ in range(50):
            work()
        calls += 50
    return (clock() - began) / calls


def measure_orders(url, seconds):
    from bepusdt import BEpusdtClient

    client = BEpusdtClient(url, TOKEN)
    return {"create_order": per_call(lambda: client.create_order(**ORDER), seconds, cpu_seconds)}


def measure_callbacks(url, seconds):
    import hashlib

    from bepusdt import BEpusdtClient

    text = ("&".join("{}={}".format(name, CALLBACK[name]) for name in sorted(CALLBACK)) + TOKEN).encode()
    signed = {**CALLBACK, "signature": hashlib.md5(text).hexdigest()}
    verify, md5 = BEpusdtClient(url, TOKEN).verify_callback, hashlib.md5
    assert verify(signed) and not verify({**signed, "status": 1})
    return {"verify_callback": per_call(lambda: verify(signed), seconds, time.process_time),
            "md5": per_call(lambda: md5(text).hexdigest(), seconds, time.process_time)}


# -- around them

def serve(listener):
    """The fixed answer to every request; ends with its last client."""
    answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}".format(len(ANSWER), ANSWER).encode()

    def converse(connection):
        with connection:
            pending = b""
            while True:
                while b"\r\n\r\n" not in pending:
                    received = connection.recv(65536)
                    if not received:
                        return
                    pending += received
                head, _, rest = pending.partition(b"\r\n\r\n")
                length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
                while len(rest) < length:
                    rest += connection.recv(65536)
                pending = rest[length:]
                connection.sendall(answer)

    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=converse, args=(connection,), daemon=True).start()


def environment():
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy") and not name.startswith("PYTHON")}


def measured(python, what, url, seconds):
    done = subprocess.run([python, __file__, what, url, str(seconds)], stdout=subprocess.PIPE, check=True, env=environment())
    return json.loads(done.stdout.splitlines()[-1])


def whole_process(python, code, url):
    """(wall, CPU) in seconds."""
    began = time.perf_counter()
    process = subprocess.Popen([python, "-c", code, url, TOKEN], stdout=subprocess.DEVNULL, env=environment())
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, "{} -c {!r} failed".format(python, code)
    return wall, used.ru_utime + used.ru_stime


def one_round(python, url, seconds):
    figures = {**measured(python, "orders", url, seconds), **measured(python, "callbacks", url, seconds / 4)}
    starts = {name: [] for name in ("bare", "import", "first order")}
    for _ in range(5):
        for name, code in (("bare", "pass"), ("import", IMPORT), ("first order", FIRST_ORDER)):
            starts[name].append(whole_process(python, code, url))
    for name in ("import", "first order"):
        for place, clock in enumerate(("wall", "CPU")):
            figures[name, clock] = statistics.median(run[place] for run in starts[name]) - statistics.median(run[place] for run in starts["bare"])
    return figures


def median(rounds, name):
    return statistics.median(figures[name] for figures in rounds)


def report(ours, old):
    print(f"{'':44} {'0.3.1':>12} {'ours':>12} {'ratio':>8}   aim")

    def row(what, was, is_now, unit, ratio, aim="", met=None):
        print(f"{what:44} {was * unit:12.2f} {is_now * unit:12.2f} {ratio:8.2f}   {aim}{'' if met is None else ', met' if met else ', MISSED'}")

    def cost(what, name, unit, most=None):
        was, is_now = median(old, name), median(ours, name)
        row(what, was, is_now, unit, was / is_now, f"at least {most} times less" if most else "", was / is_now >= most if most else None)

    cost("create_order, CPU us a call", "create_order", 1e6, 8)
    was, is_now = median(old, "verify_callback"), median(ours, "verify_callback")
    row("verify_callback, thousands a second of CPU", 1 / was, 1 / is_now, 1e-3, was / is_now, "at least 4 times as many", was / is_now >= 4)
    cost("verify_callback, us", "verify_callback", 1e6)
    md5 = statistics.median([median(old, "md5"), median(ours, "md5")])
    row("  as a multiple of the bare MD5", was / md5, is_now / md5, 1, was / is_now, "ours at most 2", is_now / md5 <= 2)
    print(f"{'bare hashlib.md5 of that text, us':44} {median(old, 'md5') * 1e6:12.2f} {median(ours, 'md5') * 1e6:12.2f}")
    cost("import, wall ms beyond a bare interpreter", ("import", "wall"), 1e3, 3)
    cost("import, CPU ms beyond a bare interpreter", ("import", "CPU"), 1e3, 3)
    cost("import and a first order, wall ms", ("first order", "wall"), 1e3)
    cost("import and a first order, CPU ms", ("first order", "CPU"), 1e3)


def main(our_python, old_python, seconds=1.0, rounds=7):
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        url = "http://127.0.0.1:{}".format(listener.getsockname()[1])
        server = os.fork()
        if server == 0:
            serve(listener)
    try:
        figures = {our_python: [], old_python: []}
        for _ in range(rounds):
            for python, kept in figures.items():
                kept.append(one_round(python, url, seconds))
    finally:
        os.kill(server, 9)
        os.waitpid(server, 0)
    report(figures[our_python], figures[old_python])


if __name__ == "__main__":
    if sys.argv[1] in ("orders", "callbacks"):
        print(json.dumps({"orders": measure_orders, "callbacks": measure_callbacks}[sys.argv[1]](sys.argv[2], float(sys.argv[3]))))
    else:
        main(sys.argv[1], sys.argv[2], *map(float, sys.argv[3:4]), *map(int, sys.argv[4:5]))
