"""Answers that the three methods meet: other texts of the same numbers, incomplete ones, a gateway's no, and what is no gateway."""
from parity.case import asked, create
from parity.gateway_answers import GOOD, ORDER, cancelled, checked, envelope, made, refused
from parity.server import CUT_OFF, HANG, RESET, answer

UNREACHABLE = {"api_url": "http://127.0.0.1:1"}


def answered():
    for changed in ({"amount": 10}, {"amount": 10.5}, {"amount": "10.50"}, {"actual_amount": 1.35}, {"actual_amount": "0.000012345678"},
                    {"actual_amount": 0}, {"expiration_time": "1199"}, {"expiration_time": 1199.7}, {"expiration_time": 0}, {"fiat": "CNY"}, {"fiat": "USD", "status": 1},
                    {"status": 2}, {"status": 3}, {"status": 4}, {"status": 5}, {"status": 6}, {"block_transaction_id": "0xabc"},
                    {"state": "waiting", "trade_type": "usdt.trc20"}, {"unknown": {"nested": [1]}}, {"token": ""}, {"order_id": "订单"}):
        yield create([made(**changed)])
    for changed in ({"trade_hash": ...}, {"return_url": "https://shop.example.com/thanks", "status": 2}, {"state": "confirming"},
                    {"status": 2.0}, {"trade_id": "订单"}):
        yield asked("query_order", [checked(**changed)])
    yield asked("cancel_order", [envelope({"trade_id": ORDER["trade_id"], "more": 1})])


def incomplete():
    for changed in (*({name: ...} for name in ORDER), {"amount": None}, {"actual_amount": "much"}, {"expiration_time": "soon"}, {"trade_id": None},
                    {"status": 7}, {"status": "2"}, {"status": None}, {"block_transaction_id": ""}, {"fiat": ""}):
        yield create([made(**changed)])
    for changed in ({"status": ...}, {"status": 7}, {"status": "2"}, {"trade_hash": None}, {"trade_id": ""}, {"trade_id": None}):
        yield asked("query_order", [checked(**changed)])
    yield asked("cancel_order", [envelope({})])
    for data in (None, [], "text"):
        yield create([envelope(data)])
        yield asked("cancel_order", [envelope(data)])


def failures():
    for method, good in GOOD.items():
        yield from (asked(method, script) for script in refusals(method))
        yield from (asked(method, script) for script in no_answers(good()))
        for status in (500, 502, 503, 504, 599):
            yield asked(method, [answer(status, "<html>"), good()])
            yield asked(method, [answer(status, "<html>")], {"max_retries": 2})
        for script in ([RESET, good()], [RESET, RESET, good()], [answer(500), RESET, answer(502), good()], [RESET]):
            yield asked(method, script)
        yield asked(method, [RESET], {"max_retries": 0})
        yield asked(method, [CUT_OFF, good()])
        yield asked(method, [HANG, good()], {"timeout": 0.4})
        yield asked(method, [HANG], {"timeout": 0.1, "max_retries": 1})
        yield asked(method, [], {**UNREACHABLE, "max_retries": 2})
        yield asked(method, [], {**UNREACHABLE, "max_retries": 0})
        yield asked(method, [answer(429, "", Retry_After="0"), good()])
        yield asked(method, [answer(429, "", Retry_After="0")], {"max_retries": 1})
    yield asked("create_order", [answer(503, "", Retry_After="1"), made()])
    yield asked("query_order", [answer(429, "", Retry_After="1"), checked()])


def refusals(method):
    """The gateway's own no, in an envelope and as an HTTP status."""
    for message in ("签名错误", "invalid order_id", "没有可用的钱包地址 😀", 'with "quotes"', "", None):
        if method != "query_order":  # whose answers have no envelope; see queries()
            yield from ([refused(message, status_code, error="some_code")] for status_code in (400, 401, 404, 409, 500))
    yield from ([answer(status, {"error": "no_such_thing"})] for status in (400, 401, 403, 404, 405, 413, 415, 422, 429, 499))


def no_answers(good):
    yield from ([answer(200, body), good] for body in ("<html>down</html>", "", "OK", '{"status_code":200,'))
    yield from ([answer(200, body)] for body in ("[]", "null", "7", '"text"', "{}"))
    yield from ([answer(status, "", Location="/elsewhere"), good] for status in (301, 302, 303, 307, 308))
    yield from ([{**marked, "body": "\ufeff" + marked["body"]}] for marked in (good, refused("签名错误")))  # a byte order mark
