"""What both packages are asked to do: some hundreds of calls, generated from one seed, and the answers that they meet.

A case is an operation of driver.py and the script of server.py that it meets; at most one of its arguments is one that cannot be
right, so that what names it is certain."""
import hashlib
import json
import random
from dataclasses import dataclass, field

from parity.server import CUT_OFF, HANG, RESET, answer

TOKEN = "epusdt_password_xasddawqe"
NOTIFY = "https://shop.example.com/notify"
UNREACHABLE = "http://127.0.0.1:1"
SERVER = "the server's own address"  # stands for it until the server is there
PATIENT = {"api_url": SERVER, "api_token": TOKEN, "timeout": 10, "max_retries": 3, "retry_delay": 0.001}


@dataclass
class Case:
    operation: dict
    script: list = field(default_factory=list)

    @property
    def does(self):
        return self.operation["do"]

    @property
    def method(self):
        return self.operation.get("method")

    @property
    def arguments(self):
        """Those of a method, by name."""
        return self.operation.get("named", {})

    @property
    def answers(self):
        return [behaviour for behaviour in self.script if not isinstance(behaviour, str)]


def call(method, script=(), client=(), **named):
    return Case({"do": "call", "client": {**PATIENT, **dict(client)}, "method": method, "positional": [], "named": named}, list(script))


def create(script=(), client=(), **named):
    return call("create_order", script or [made()], client, **{"order_id": "1001", "amount": 10, "notify_url": NOTIFY, **named})


# -- answers of gateways of both generations

def made(**changed):
    """The answer to create_order. A member that is `...` is left out."""
    data = {"trade_id": "0zTkUFwdyfgoDGD00a", "order_id": "1001", "amount": "10", "actual_amount": "1.35",
            "token": "TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj", "expiration_time": 1199, "payment_url": "https://pay.example.com/pay/1", **changed}
    return envelope({name: value for name, value in data.items() if value is not ...})


def envelope(data, status_code=200, message="success", **more):
    return answer(200, {"status_code": status_code, "message": message, "data": data, "request_id": "r-1", **more})


def checked(**changed):
    """The answer to query_order."""
    data = {"trade_id": "0zTkUFwdyfgoDGD00a", "trade_hash": "", "status": 1, "return_url": "", **changed}
    return answer(200, {name: value for name, value in data.items() if value is not ...})


def refused(message, status_code=400, **more):
    return envelope(None, status_code, message, **more)


def cancelled():
    return envelope({"trade_id": "0zTkUFwdyfgoDGD00a"})


GOOD = {"create_order": made, "cancel_order": cancelled, "query_order": checked}


def asked(method, script, client=(), **named):
    """One of the three methods with arguments that are right."""
    return create(script, client, **named) if method == "create_order" else call(method, script, client, **{"trade_id": "0zTkUFwdyfgoDGD00a", **named})


# -- the groups

TEXTS = ["A-1", "订单-7", "o 1", "ñandú", "x" * 64, "a&b=c", 'quote"back\\slash', "😀", "0"]
URLS = [NOTIFY, "http://127.0.0.1:8080/n?a=1&b=2", "https://商店.example.com/通知", "https://shop.example.com/a%20b#c"]
AMOUNTS = [10, 0, 36, 10**15, 10**20, 10.0, 28.8, 0.01, 99.99, 1234567.89, 0.0001, 1e15, 1e21, 123456789012.345, -5, 1.0e-3]
INEXACT = [0.1 + 0.2, 14.44 + 14.44 + 0.000000000000003, 1.1 * 3, 28.880000000000003, 2 / 3, 1234567890.1234567, 1.2345678901234567e20]
TINY = [1e-5, 0.00001234, 2.5e-7]
AMOUNT_TEXTS = ["42", "28.8", "0.10", "1234567890.123456789", "10.0", "-5", "1e2", "0"]
NOT_NUMBERS = ["", " ", "42 ", " 42", "4 2", "1,000", "0x10", "ten", "1.", ".5", "+5", "007", "１２", "NaN", "Infinity", None, True, [], {"$float": "nan"},
               {"$float": "inf"}, {"$decimal": "NaN"}]
DECIMALS = ["28.8", "0.10", "42", "1E+3", "0.00001", "28.880000000000003"]
RATES = [7, 7.4, 6.85, "7.4", "~1.02", "~0.97", "+0.3", "-0.2", "～1.02"]
NOT_RATES = [" ~1.02", "~1.02 ", "about 7", "~", "7,4"]


def creations(rng):
    for amount in AMOUNTS + INEXACT + TINY + AMOUNT_TEXTS + NOT_NUMBERS:
        yield create(amount=amount)
    for text in DECIMALS:
        yield create(amount={"$decimal": text})
    for rate in RATES + INEXACT + TINY + NOT_RATES + [{"$decimal": "7.4"}, 1e16, 123456789e12, 7.0, 1000000.0, 0, 0.0, "", None]:
        yield create(rate=rate)
    for name, values in {"order_id": TEXTS, "notify_url": URLS, "redirect_url": [*URLS, "", None], "name": [*TEXTS, " padded ", "", None],
                         "fiat": ["CNY", "USD", "", None], "address": ["TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj", "", None],
                         "timeout": [60, 600, 86400, 0, None], "trade_type": ["usdt.trc20", "tron.trx", "any.thing"]}.items():
        for value in values:
            yield create(**{name: value})
    for name in ("order_id", "notify_url", "redirect_url", "fiat", "address", "trade_type"):
        for spoilt in (lambda text: text + " ", lambda text: " " + text, lambda text: text + "\n", lambda text: "\t" + text):
            yield create(**{name: spoilt("https://shop.example.com/x" if "url" in name else "text")})
    yield create(notify_url="https://shop.example.com/a b")
    yield create(name="two\nlines")
    for number in range(120):
        optional = {"redirect_url": rng.choice(URLS), "address": rng.choice(["T" + "a" * 33, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"]),
                    "trade_type": rng.choice(["usdt.erc20", "usdc.base", "bsc.bnb"]), "timeout": rng.randrange(60, 7200), "rate": rng.choice(RATES),
                    "fiat": rng.choice(["CNY", "USD", "EUR"]), "name": rng.choice(TEXTS)}
        chosen = {name: optional[name] for name in rng.sample(sorted(optional), rng.randrange(len(optional) + 1))}
        yield create(order_id=f"{rng.choice(TEXTS)}-{number}", amount=some_amount(rng), notify_url=rng.choice(URLS), **chosen)


def some_amount(rng):
    shape = rng.randrange(5)
    if shape == 0:
        return rng.randrange(1, 10**rng.randrange(1, 9))
    if shape == 1:
        return round(rng.uniform(0, 10**rng.randrange(1, 7)), rng.randrange(0, 4))
    if shape == 2:
        return rng.uniform(0, 1000) * rng.choice([1.1, 0.3, 7.2])  # as prices are computed
    text = f"{rng.randrange(10**6)}.{rng.randrange(10**rng.randrange(1, 9))}"
    return text if shape == 3 else {"$decimal": text}


def answered_creations():
    """What create_order makes of answers."""
    for changed in ({"amount": 10}, {"amount": 10.5}, {"amount": "10.50"}, {"actual_amount": 1.35}, {"actual_amount": "0.000012345678"}, {"actual_amount": 0},
                    {"expiration_time": "1199"}, {"expiration_time": 1199.7}, {"expiration_time": 0}, {"fiat": "CNY"}, {"fiat": "USD", "status": 1},
                    {"status": 2}, {"status": 3}, {"status": 4}, {"status": 5}, {"status": 6}, {"block_transaction_id": "0xabc"},
                    {"state": "waiting", "trade_type": "usdt.trc20"}, {"unknown": {"nested": [1]}}, {"token": ""}, {"order_id": "订单"}):
        yield create([made(**changed)])


    whole = json.loads(made()["body"])["data"]
    for missing in whole:
        yield create([made(**{missing: ...})])
    for wrong in ({"amount": None}, {"actual_amount": "much"}, {"expiration_time": "soon"}, {"trade_id": None}, {"status": 7}, {"status": "2"}, {"status": None}):
        yield create([made(**wrong)])
    for data in (None, [], "text"):
        yield create([envelope(data)])
        yield asked("cancel_order", [envelope(data)])
    yield asked("cancel_order", [envelope({})])
    yield asked("cancel_order", [envelope({"trade_id": "0zTkUFwdyfgoDGD00a", "more": 1})])
    for wrong in ({"status": ...}, {"status": 7}, {"status": "2"}, {"trade_hash": None}, {"trade_id": ""}, {"trade_id": None}):
        yield asked("query_order", [checked(**wrong)])
    yield create([made(block_transaction_id="")])
    yield create([made(fiat="")])
    yield create(trade_type="")
    yield create(trade_type=None)
    yield create(order_id=1001)
    yield create(order_id="")
    yield create(notify_url="")
    yield asked("cancel_order", [cancelled()], trade_id="")
    yield create(timeout="600")
    yield create(timeout=600.0)
    yield create(timeout=-5)
    yield create(timeout=90.5)
    yield create(client={"api_token": ""})
    yield create(client={"api_url": "not a url"})
    yield create(client={"timeout": [1, 2]})
    yield create(client={"timeout": {"$tuple": [1, 2]}})
    yield create(client={"timeout": None})
    yield create(name=7)
    yield create(fiat=True)
    yield call("query_order", [checked()], trade_id="a/b?c#d%20")
    yield call("query_order", [checked()], trade_id=7)
    yield create([refused("")])
    yield create([refused(None)])


def queries(rng):
    for status in range(1, 7):
        for trade_hash in ("", "0x" + f"{rng.getrandbits(256):064x}"):
            yield call("query_order", [checked(status=status, trade_hash=trade_hash)], trade_id="0zTkUFwdyfgoDGD00a")
    for changed in ({"trade_hash": ...}, {"return_url": "https://shop.example.com/thanks", "status": 2}, {"state": "confirming"}, {"status": 2.0}, {"trade_id": "订单"}):
        yield call("query_order", [checked(**changed)], trade_id="t-1")
    for trade_id in ("t_1.~", "a b", "交易", "x" * 18):
        yield call("query_order", [checked()], trade_id=trade_id)
    yield call("query_order", [refused("订单不存在", error="order_not_found")], trade_id="unknown")
    yield call("query_order", [answer(200, {"status_code": 404, "message": "no such order"})], trade_id="unknown")
    for trade_id in ("x ", " x", "x\n"):
        yield call("query_order", [checked()], trade_id=trade_id)


def cancellations():
    for trade_id in ("0zTkUFwdyfgoDGD00a", "交易", "x" * 64, "x ", "\tx"):
        yield call("cancel_order", [cancelled()], trade_id=trade_id)


def failures():
    """What each method makes of a gateway's no, and of what is no gateway."""
    for method, good in GOOD.items():
        for message in ("签名错误", "invalid order_id", "没有可用的钱包地址 😀", 'with "quotes"'):
            for status_code in (400, 401, 404, 409, 500):
                if method != "query_order":
                    yield asked(method, [refused(message, status_code, error="some_code")])
        for status in (400, 401, 403, 404, 405, 413, 415, 422, 429, 499):
            yield asked(method, [answer(status, {"error": "no_such_thing"}), good()])
        for status in (500, 502, 503, 504, 599):
            yield asked(method, [answer(status, "<html>"), good()])
            yield asked(method, [answer(status, "<html>")], {"max_retries": 2})
        for body in ("<html>down</html>", "", "OK", '{"status_code":200,'):
            yield asked(method, [answer(200, body), good()])
        for body in ("[]", "null", "7", '"text"', "{}"):
            yield asked(method, [answer(200, body)])
        for marked in (good(), refused("签名错误")):
            yield asked(method, [{**marked, "body": "\ufeff" + marked["body"]}])
        for status in (301, 302, 303, 307, 308):
            yield asked(method, [answer(status, "", Location="/elsewhere"), good()])
        for script in ([RESET, good()], [RESET, RESET, good()], [answer(500), RESET, answer(502), good()], [RESET]):
            yield asked(method, script)
        yield asked(method, [RESET], {"max_retries": 0})
        yield asked(method, [HANG, good()], {"timeout": 0.15})
        yield asked(method, [HANG], {"timeout": 0.1, "max_retries": 1})
        yield asked(method, [], {"api_url": UNREACHABLE, "max_retries": 2})
        yield asked(method, [], {"api_url": UNREACHABLE, "max_retries": 0})
        yield asked(method, [answer(429, "", Retry_After="0"), good()])
        yield asked(method, [answer(429, "", Retry_After="0")], {"max_retries": 1})
        yield asked(method, [CUT_OFF, good()])
    yield asked("create_order", [answer(503, "", Retry_After="1"), made()])
    yield asked("query_order", [answer(429, "", Retry_After="1"), checked()])


def constructions():
    def construct(*positional, **named):
        return Case({"do": "construct", "positional": list(positional), "named": named})

    for url in ("https://pay.example.com", "https://pay.example.com/", "https://pay.example.com/base///", "http://127.0.0.1:8080", "not a url"):
        yield construct(url, "token")
        yield construct(api_url=url, api_token="token", timeout=5)
    yield construct("https://pay.example.com", "token", 5, 1, 0.5)
    yield construct("https://pay.example.com", "token", timeout=2.5, max_retries=0, retry_delay=0)
    yield construct("https://pay.example.com", "token", timeout=None)
    yield construct("https://pay.example.com", "令牌")
    yield construct(None, "token")
    yield construct("https://pay.example.com")
    yield construct()
    yield construct("https://pay.example.com", "token", unknown=1)
    for url in ("/", "/base", "/base//"):
        yield create(client={"api_url": SERVER + url})
    yield create(client={"api_token": "令牌 token"})
    yield call("create_order", [made()])
    yield call("create_order", [made()], order_id="1", amount=1)
    yield create(unknown=1)
    for positional in (["1", 1, NOTIFY], ["1", 1.5, NOTIFY, "https://s.example.com/r", "Taddress", "tron.trx", 60, "~1.02", "USD", "name"]):
        yield Case({"do": "call", "client": PATIENT, "method": "create_order", "positional": positional, "named": {}}, [made()])


# -- signatures

def text_of(value, floats=repr):
    """As the recipe of the documentation prints it; `floats` prints finite floats."""
    return floats(value) if type(value) is float else f"{value}"


def recipe(params, token, floats=repr):
    """md5 over the sorted pairs and the token."""
    kept = {name: value for name, value in params.items() if value not in (None, "", [])}
    text = "&".join(f"{name}={text_of(value, floats)}" for name, value in sorted(kept.items()))
    return hashlib.md5((text + token).encode()).hexdigest()


FLOATS = [28.8, 10.0, 0.1 + 0.2, 1e15, 123456.75, 0.0001, 0.5, -2.25, 1000000.0, 0.0]
EXTREME = [1e16, 1.5e300, 1e-5, 1.25e-7, 12345678901234567890.0, -1e22]


def some_params(rng, extreme):
    """A dict as json.loads makes it of a callback or a request."""
    params = {}
    for _ in range(rng.randrange(1, 12)):
        name = rng.choice(["trade_id", "order_id", "amount", "actual_amount", "token", "status", "name", "键", "ключ", "A", "z", "_", "a.b", "😀"])
        params[name] = rng.choice([
            lambda: rng.choice(TEXTS), lambda: rng.randrange(-10**6, 10**12), lambda: rng.choice(FLOATS), lambda: rng.uniform(0.001, 1e6),
            lambda: rng.random() < 0.5, lambda: None, lambda: "", lambda: [], lambda: {}, lambda: [1, "two", None], lambda: {"deep": {"er": [1.5]}},
            lambda: 10**30, lambda: "True", lambda: 0])()
    if extreme:
        params["amount"] = rng.choice(EXTREME)
    return params


def function(module, name, *positional):
    return Case({"do": "function", "module": module, "name": name, "positional": list(positional)})


def verification(params, signature, token=TOKEN):
    """The same question to verify_callback and, if it is one for it, to verify_signature."""
    yield call("verify_callback", client={"api_token": token}, callback_data={**params, "signature": signature})
    yield function("bepusdt.signature", "verify_signature", params, token, signature)


def signatures(rng):
    for number in range(160):
        params = some_params(rng, extreme=number % 4 == 0)
        yield function("bepusdt.signature", "generate_signature", params, rng.choice([TOKEN, "令牌", "t"]))
        signature = recipe(params, TOKEN)
        yield from verification(params, signature)
        yield from verification(params, rng.choice([recipe(params, "another token"), signature[:-1], signature + "0", "no signature", signature[::-1]]))
        if params:
            yield from verification({**params, rng.choice(sorted(params)): "changed"}, signature)
    paid = {"trade_id": "0zTkUFwdyfgoDGD00a", "order_id": "1001", "amount": 28.8, "actual_amount": "4", "token": "T", "block_transaction_id": "", "status": 2}
    yield function("bepusdt.signature", "generate_signature", {}, TOKEN)
    yield from verification({}, recipe({}, TOKEN))
    for signature in (True, 0, 1, 1.5, None, "", [], [recipe(paid, TOKEN)], {"md5": recipe(paid, TOKEN)}, {"$bytes": recipe(paid, TOKEN)}, {"$anything": 0}):
        yield from verification(paid, signature)
    yield call("verify_callback", callback_data=paid)
    yield from verification(paid, recipe(paid, TOKEN).upper())
    for value, floats in ((1e6, go_text), (28.0, plain_text), (0.00001, plain_text), (1234567.5, go_text), (1e20, plain_text)):
        params = {**paid, "amount": value}
        yield from verification(params, recipe(params, TOKEN, floats))
    yield from verification({**paid, "reversed": True}, recipe({**paid, "reversed": "true"}, TOKEN))
    yield from verification(paid, recipe(paid, ""), token="")
    yield call("verify_callback", callback_data={**paid, "order_id": {"$surrogate": 0xD800}, "signature": "0" * 32})
    for body in (None, [], "text", 5, {"$bytes": "{}"}):
        yield call("verify_callback", callback_data=body)


def plain_text(number):
    """Without exponent, without trailing zeros."""
    from decimal import Decimal

    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def go_text(number):
    """strconv.FormatFloat(number, 'g', -1, 64) from a million on; as plain below."""
    if abs(number) < 1e6:
        return plain_text(number)
    digits, exponent = f"{number!r}e0".split("e")[0], 0
    digits = plain_text(number).replace(".", "")
    exponent = len(plain_text(number).split(".")[0]) - 1
    digits = digits.rstrip("0")
    return digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + f"e+{exponent:02d}"


# -- what needs no server

def values():
    whole = {"trade_id": "t", "order_id": "o", "amount": 28.8, "actual_amount": 4.0, "token": "T", "expiration_time": 60, "payment_url": "u"}
    for changed in ({}, {"fiat": "CNY"}, {"status": 1, "block_transaction_id": "0x"}, {"amount": 10, "actual_amount": 1}, {"token": "'quoted'"}):
        yield Case({"do": "order", "named": {**whole, **changed}})
    for changed in ({}, {"amount": "28.80", "actual_amount": "4"}, {"status": 1}, {"status": 2, "fiat": "USD"}, {"status": 4}, {"status": 5}, {"status": 6},
                    {"expiration_time": "60"}, {"block_transaction_id": ""}, {"fiat": ""}):
        yield Case({"do": "order", "data": {**whole, **changed}})
    for missing in whole:
        yield Case({"do": "order", "data": {name: value for name, value in whole.items() if name != missing}})
        yield Case({"do": "order", "named": {name: value for name, value in whole.items() if name != missing}})
    for wrong in ({"amount": "no number"}, {"amount": None}, {"status": 7}, {"expiration_time": "soon"}):
        yield Case({"do": "order", "data": {**whole, **wrong}})
    for name in ("BEpusdtError", "SignatureError", "APIError", "NetworkError", "TimeoutError", "ServerError", "ClientError", "ValidationError"):
        yield Case({"do": "exception", "name": name, "positional": ["its text"], "named": {}})
    yield Case({"do": "exception", "name": "APIError", "positional": ["text", 400, {"a": 1}], "named": {}})
    yield Case({"do": "exception", "name": "APIError", "positional": [], "named": {"message": "text", "response": {}}})
    for name in ("ServerError", "ClientError"):
        yield Case({"do": "exception", "name": name, "positional": ["text"], "named": {"status_code": 502}})
    for failing in range(4):
        for raises in ("NetworkError", "TimeoutError", "ServerError", "ClientError", "APIError", "ValueError"):
            yield Case({"do": "retry", "failures": failing, "raises": raises, "named": {"max_retries": 2, "delay": 0.001}})
    yield Case({"do": "retry", "failures": 1, "raises": "NetworkError", "named": {"max_retries": 0}})


def surfaces():
    yield Case({"do": "first_client"})
    for module in ("bepusdt", "bepusdt.client", "bepusdt.exceptions", "bepusdt.models", "bepusdt.retry", "bepusdt.signature"):
        yield Case({"do": "surface", "module": module})
    yield Case({"do": "names"})


def all_cases(seed):
    rng = random.Random(seed)
    groups = (surfaces(), constructions(), values(), creations(rng), answered_creations(), queries(rng), cancellations(), failures(), signatures(rng))
    return [case for group in groups for case in group]
