"""Dicts to sign and verify, and the recipe by which both packages are judged: nothing here comes from either."""
import hashlib
from decimal import Decimal

from parity.case import TOKEN, Case, call
from parity.order_cases import TEXTS

FLOATS = [28.8, 10.0, 0.1 + 0.2, 1e15, 123456.75, 0.0001, 0.5, -2.25, 1000000.0, 0.0]
WITH_EXPONENT = [1e16, 1.5e300, 1e-5, 1.25e-7, 12345678901234567890.0, -1e22]
NAMES = ["trade_id", "order_id", "amount", "actual_amount", "token", "status", "name", "键", "ключ", "A", "z", "_", "a.b", "😀"]
PAID = {"trade_id": "0zTkUFwdyfgoDGD00a", "order_id": "1001", "amount": 28.8, "actual_amount": "4", "token": "T",
        "block_transaction_id": "", "status": 2}


def recipe(params, token, floats=repr):
    """md5 over the sorted pairs and the token; `floats` prints a float."""
    kept = {name: value for name, value in params.items() if value not in (None, "", [])}
    text = "&".join(f"{name}={floats(value) if type(value) is float else value}" for name, value in sorted(kept.items()))
    return hashlib.md5((text + token).encode()).hexdigest()


def plain_text(number):
    """Without exponent, without trailing zeros."""
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def go_text(number):
    """strconv.FormatFloat(number, 'g', -1, 64) of a number that is not tiny."""
    if abs(number) < 1e6:
        return plain_text(number)
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    first, *rest = map(str, digits)
    return "-" * sign + first + "." * bool(rest) + "".join(rest) + f"e+{exponent + len(digits) - 1:02d}"


def some_params(rng, exponent):
    """A dict as json.loads makes it of a callback or a request."""
    params = {}
    for _ in range(rng.randrange(1, 12)):
        params[rng.choice(NAMES)] = rng.choice([
            rng.choice(TEXTS), rng.randrange(-10**6, 10**12), rng.choice(FLOATS), rng.uniform(0.001, 1e6), rng.random() < 0.5, None, "", [], {},
            [1, "two", None], {"deep": {"er": [1.5]}}, 10**30, "True", 0])
    if exponent:
        params["amount"] = rng.choice(WITH_EXPONENT)
    return params


def verification(params, signature, token=TOKEN):
    """The same question to both functions."""
    yield call("verify_callback", client={"api_token": token}, callback_data={**params, "signature": signature})
    yield Case({"do": "function", "module": "bepusdt.signature", "name": "verify_signature", "positional": [params, token, signature]})


def generation(params, token=TOKEN):
    return Case({"do": "function", "module": "bepusdt.signature", "name": "generate_signature", "positional": [params, token]})


def signatures(rng):
    for number in range(160):
        params = some_params(rng, exponent=number % 4 == 0)
        signature = recipe(params, TOKEN)
        yield generation(params, rng.choice([TOKEN, "令牌", "t"]))
        yield from verification(params, signature)
        others = [recipe(params, "another token"), signature[:-1], signature + "0", "no signature", signature[::-1]]
        yield from verification(params, rng.choice(others))
        yield from verification({**params, rng.choice(sorted(params)): "changed"}, signature)
    yield generation({})
    yield from verification({}, recipe({}, TOKEN))
    signature = recipe(PAID, TOKEN)
    for other in (True, 0, 1, 1.5, None, "", [], [signature], {"md5": signature}, {"$bytes": signature}, {"$anything": 0}, signature.upper()):
        yield from verification(PAID, other)
    for amount, floats in ((1e6, go_text), (28.0, plain_text), (0.00001, plain_text), (1234567.5, go_text), (1e20, plain_text)):
        yield from verification({**PAID, "amount": amount}, recipe({**PAID, "amount": amount}, TOKEN, floats))
    yield from verification({**PAID, "reversed": True}, recipe({**PAID, "reversed": "true"}, TOKEN))
    yield from verification(PAID, recipe(PAID, ""), token="")
    for body in (PAID, {**PAID, "order_id": {"$surrogate": 0xD800}, "signature": "0" * 32}, None, [], "text", 5, {"$bytes": "{}"}):
        yield call("verify_callback", callback_data=body)
