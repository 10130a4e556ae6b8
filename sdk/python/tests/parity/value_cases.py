"""What needs no answer of a server: names, defaults, constructors, orders, exceptions, the retry decorator."""
from parity.case import NOTIFY, PATIENT, SERVER, Case, call, create
from parity.gateway_answers import made

EXCEPTIONS = ("BEpusdtError", "SignatureError", "APIError", "NetworkError", "TimeoutError", "ServerError", "ClientError", "ValidationError")
WHOLE = {"trade_id": "t", "order_id": "o", "amount": 28.8, "actual_amount": 4.0, "token": "T", "expiration_time": 60, "payment_url": "u"}


def surfaces():
    yield Case({"do": "first_client"})
    for module in ("bepusdt", "bepusdt.client", "bepusdt.exceptions", "bepusdt.models", "bepusdt.retry", "bepusdt.signature"):
        yield Case({"do": "surface", "module": module})
    yield Case({"do": "names"})


def construct(*positional, **named):
    return Case({"do": "construct", "positional": list(positional), "named": named})


def constructions():
    for url in ("https://pay.example.com", "https://pay.example.com/", "https://pay.example.com/base///", "http://127.0.0.1:8080", "not a url"):
        yield construct(url, "token")
        yield construct(api_url=url, api_token="token", timeout=5)
    yield construct("https://pay.example.com", "token", 5, 1, 0.5)
    yield construct("https://pay.example.com", "token", timeout=2.5, max_retries=0, retry_delay=0)
    yield construct("https://pay.example.com", "令牌", timeout=None)
    yield construct(None, "token")
    yield construct("https://pay.example.com")
    yield construct()
    yield construct("https://pay.example.com", "token", unknown=1)


def clients_in_use():
    """What a constructor took shows at the first call."""
    for changed in ({"api_url": SERVER + "/"}, {"api_url": SERVER + "/base"}, {"api_url": SERVER + "/base//"}, {"api_url": "not a url"},
                    {"api_token": "令牌 token"}, {"api_token": ""}, {"timeout": None}, {"timeout": 2.5}, {"timeout": {"$tuple": [1, 2]}}, {"timeout": [1, 2]}):
        yield create(client=changed)
    yield call("create_order", [made()])
    yield call("create_order", [made(order_id="1")], order_id="1", amount=1)
    yield create(unknown=1)
    for positional in (["1", 1, NOTIFY], ["1", 1.5, NOTIFY, "https://s.example.com/r", "Taddress", "tron.trx", 60, "~1.02", "USD", "name"]):
        yield Case({"do": "call", "client": PATIENT, "method": "create_order", "positional": positional, "named": {}}, [made(order_id="1")])


def orders():
    for changed in ({}, {"fiat": "CNY"}, {"status": 1, "block_transaction_id": "0x"}, {"amount": 10, "actual_amount": 1}, {"token": "'quoted'"}):
        yield Case({"do": "order", "named": {**WHOLE, **changed}})
    for changed in ({}, {"amount": "28.80", "actual_amount": "4"}, {"status": 1}, {"status": 2, "fiat": "USD"}, {"status": 4}, {"status": 5},
                    {"status": 6}, {"expiration_time": "60"}, {"block_transaction_id": ""}, {"fiat": ""},
                    {"amount": "no number"}, {"amount": None}, {"status": 7}, {"expiration_time": "soon"}):
        yield Case({"do": "order", "data": {**WHOLE, **changed}})
    for missing in WHOLE:
        rest = {name: value for name, value in WHOLE.items() if name != missing}
        yield Case({"do": "order", "data": rest})
        yield Case({"do": "order", "named": rest})


def exceptions():
    for name in EXCEPTIONS:
        yield Case({"do": "exception", "name": name, "positional": ["its text"], "named": {}})
    yield Case({"do": "exception", "name": "APIError", "positional": ["text", 400, {"a": 1}], "named": {}})
    yield Case({"do": "exception", "name": "APIError", "positional": [], "named": {"message": "text", "response": {}}})
    for name in ("ServerError", "ClientError"):
        yield Case({"do": "exception", "name": name, "positional": ["text"], "named": {"status_code": 502}})


def retries():
    for failures in range(4):
        for raises in ("NetworkError", "TimeoutError", "ServerError", "ClientError", "APIError", "ValueError"):
            yield Case({"do": "retry", "failures": failures, "raises": raises, "named": {"max_retries": 2, "delay": 0.001}})
    yield Case({"do": "retry", "failures": 1, "raises": "NetworkError", "named": {"max_retries": 0}})
