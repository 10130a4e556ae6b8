"""The numbers of an order, and the other arguments that ours puts on the wire in another form."""
from urllib.parse import quote
from decimal import Decimal

from parity.case import special
from parity.refusal_rules import exact, wrong_argument
from parity.rule import Rule


def plain(number):
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def numbers(case):
    """Those that go out as JSON numbers, by name; a rate in quotes may be a rule and stays a text."""
    given = {name: case.arguments.get(name) for name in ("amount", "timeout", "rate")}
    return {name: value for name, value in given.items() if name == "amount" or (value and not (name == "rate" and isinstance(value, str)))}


def any_number(matters):
    return lambda case: case.creates and wrong_argument(case) is None and any(matters(name, value) for name, value in numbers(case).items())


def old_literal(name, value):
    """How 0.3.1 prints a float."""
    return str(int(value)) if name == "amount" and value == int(value) else repr(value)


def is_text(name, value):
    return isinstance(value, str)


def has_more_digits(name, value):
    return isinstance(value, float) and Decimal(old_literal(name, value)) != exact(value)


def is_not_plain(name, value):
    return isinstance(value, float) and not has_more_digits(name, value) and old_literal(name, value) != plain(exact(value))


def is_a_decimal(name, value):
    """An integral one the old package takes for an amount."""
    return special(value, "$decimal") is not None and not (name == "amount" and exact(value) == int(exact(value)))


def sent_as_they_are(case, seen):
    return with_body(seen, **{name: plain(exact(value)) for name, value in numbers(case).items()})


def with_ones(case):
    return case.with_arguments(**{name: 1 for name in numbers(case)})


def with_body(seen, **members):
    """Members as JSON texts; None takes one away."""
    bodies = [{**request["body"], **members} for request in seen["requests"]]
    bodies = [{name: text for name, text in body.items() if text is not None} for body in bodies]
    return {**seen, "requests": [{**request, "body": body} for request, body in zip(seen["requests"], bodies)]}


def as_one_segment(case, seen):
    path = "/pay/check-status/" + quote(case.arguments["trade_id"], safe="")
    return {**seen, "requests": [{**request, "path": path} for request in seen["requests"]]}


TEXT_IS_A_NUMBER = Rule("a decimal text is the number that it is", "takes a strictly decimal text as the number that it is",
                        any_number(is_text), sent_as_they_are, with_ones)
DECIMAL_IS_TAKEN = Rule("a Decimal is taken", "takes int, float, str and `Decimal`, keeps the decimal text",
                        any_number(is_a_decimal), sent_as_they_are, with_ones)
FLOAT_HAS_15_DIGITS = Rule("a float is the 15 digits that it holds", "never sends `28.880000000000003`",
                           any_number(has_more_digits), sent_as_they_are, with_ones)
SENT_PLAIN = Rule("a float is sent as a plain decimal", "ours writes plain decimals",
                  any_number(is_not_plain), sent_as_they_are, with_ones)

EMPTY_TRADE_TYPE = Rule("an empty trade_type is left out", "part 3: empty optionals are left out",
                        lambda case: case.creates and not case.arguments.get("trade_type", "usdt.trc20"),
                        lambda case, seen: with_body(seen, trade_type=None))
INTEGER_ORDER_ID = Rule("an integer order_id is its digits", "part 1 §3: or an integer (its literal is the id)",
                        lambda case: case.creates and isinstance(case.arguments["order_id"], int),
                        instead=lambda case: case.with_arguments(order_id=str(case.arguments["order_id"])))
ONE_SEGMENT = Rule("a trade_id is one segment of a path", "part 1 §4: /pay/check-status/{trade_id}",
                   lambda case: case.method == "query_order" and "/" in str(case.arguments["trade_id"]), as_one_segment)
