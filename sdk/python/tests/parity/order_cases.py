"""Arguments of the three methods. At most one of a case's arguments cannot be right, so that what names it is certain."""
from parity.case import NOTIFY, TRADE_ID, call, create
from parity.gateway_answers import cancelled, checked, refused
from parity.server import answer

TEXTS = ["A-1", "订单-7", "o 1", "ñandú", "x" * 64, "a&b=c", 'quote"back\\slash', "😀", "0"]
URLS = [NOTIFY, "http://127.0.0.1:8080/n?a=1&b=2", "https://商店.example.com/通知", "https://shop.example.com/a%20b#c"]
ADDRESSES = ["TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"]
AMOUNTS = [10, 0, 36, 10**15, 10**20, 10.0, 28.8, 0.01, 99.99, 1234567.89, 0.0001, 1e15, 1e21, 123456789012.345, -5, 1.0e-3]
WITH_MORE_DIGITS = [0.1 + 0.2, 14.44 + 14.44 + 0.000000000000003, 1.1 * 3, 28.880000000000003, 2 / 3, 1234567890.1234567, 1.2345678901234567e20]
TINY = [1e-5, 0.00001234, 2.5e-7]
AMOUNT_TEXTS = ["42", "28.8", "0.10", "1234567890.123456789", "10.0", "-5", "1e2", "0"]
NOT_AMOUNTS = ["", " ", "42 ", " 42", "4 2", "1,000", "0x10", "ten", "1.", ".5", "+5", "007", "１２", "NaN", "Infinity", None, True, [],
               {"$float": "nan"}, {"$float": "inf"}, {"$decimal": "NaN"}]
DECIMALS = ["28.8", "0.10", "42", "1E+3", "0.00001", "28.880000000000003"]
RATES = [7, 7.4, 6.85, "7.4", "~1.02", "~0.97", "+0.3", "-0.2", "～1.02"]
OTHER_RATES = [7.0, 1000000.0, 1e16, 123456789e12, {"$decimal": "7.4"}, 0, 0.0, "", None]
NOT_RATES = [" ~1.02", "~1.02 ", "about 7", "~", "7,4"]
OPTIONAL = {"redirect_url": [*URLS, "", None], "name": [*TEXTS, " padded ", "", None, 7], "fiat": ["CNY", "USD", "", None, True],
            "address": [*ADDRESSES, "", None], "trade_type": ["usdt.trc20", "tron.trx", "any.thing", "", None],
            "timeout": [60, 600, 86400, 0, None, "600", 600.0, -5, 90.5]}


def creations(rng):
    yield from (create(amount=amount) for amount in AMOUNTS + WITH_MORE_DIGITS + TINY + AMOUNT_TEXTS + NOT_AMOUNTS)
    yield from (create(amount={"$decimal": text}) for text in DECIMALS)
    yield from (create(rate=rate) for rate in RATES + WITH_MORE_DIGITS + TINY + OTHER_RATES + NOT_RATES)
    yield from (create(order_id=order_id) for order_id in [*TEXTS, 1001, ""])
    yield from (create(notify_url=url) for url in [*URLS, "", "https://shop.example.com/a b"])
    for name, values in OPTIONAL.items():
        yield from (create(**{name: value}) for value in values)
    for name in ("order_id", "notify_url", "redirect_url", "fiat", "address", "trade_type"):
        good = "https://shop.example.com/x" if name.endswith("url") else "text"
        yield from (create(**{name: spoilt}) for spoilt in (good + " ", " " + good, good + "\n", "\t" + good))
    yield create(name="two\nlines")
    for number in range(120):
        yield create(order_id=f"{rng.choice(TEXTS)}-{number}", amount=some_amount(rng), notify_url=rng.choice(URLS), **some_optional(rng))


def some_optional(rng):
    drawn = {"redirect_url": rng.choice(URLS), "address": rng.choice(ADDRESSES), "trade_type": rng.choice(["usdt.erc20", "usdc.base", "bsc.bnb"]),
             "timeout": rng.randrange(60, 7200), "rate": rng.choice(RATES), "fiat": rng.choice(["CNY", "USD", "EUR"]), "name": rng.choice(TEXTS)}
    return {name: drawn[name] for name in rng.sample(sorted(drawn), rng.randrange(len(drawn) + 1))}


def some_amount(rng):
    text = f"{rng.randrange(10**6)}.{rng.randrange(10**rng.randrange(1, 9))}"
    return rng.choice([
        rng.randrange(1, 10**rng.randrange(1, 9)),
        round(rng.uniform(0, 10**rng.randrange(1, 7)), rng.randrange(0, 4)),
        rng.uniform(0, 1000) * rng.choice([1.1, 0.3, 7.2]),  # as prices are computed
        text, {"$decimal": text}])


def queries(rng):
    for status in range(1, 7):
        for trade_hash in ("", "0x" + f"{rng.getrandbits(256):064x}"):
            yield call("query_order", [checked(status=status, trade_hash=trade_hash)], trade_id=TRADE_ID)
    for trade_id in ("t_1.~", "a b", "交易", "x" * 18, "x ", " x", "x\n", "", 7, "a/b?c#d%20"):
        yield call("query_order", [checked(trade_id=str(trade_id))], trade_id=trade_id)
    yield call("query_order", [refused("订单不存在", error="order_not_found")], trade_id="unknown")
    yield call("query_order", [answer(200, {"status_code": 404, "message": "no such order"})], trade_id="unknown")


def cancellations():
    for trade_id in (TRADE_ID, "交易", "x" * 64, "x ", "\tx", ""):
        yield call("cancel_order", [cancelled(trade_id)], trade_id=trade_id)
