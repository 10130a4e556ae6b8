"""The differences that contract part 3 wants between our package and bepusdt 0.3.1, each a rule of its own; nothing else may differ.

A rule judges a case by its input alone. Where it applies, our package must do on that input what the old one does on `instead(case)`,
as `corrected` changes that; and it must not do what the old one does on the input as it is."""
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Callable

from parity.cases import TOKEN, recipe, go_text, plain_text

BLANKS = " \t\r\n\v\f"
NEW_STATES = {4: "CANCELED", 5: "CONFIRMING", 6: "FAILED"}


@dataclass
class Rule:
    name: str
    says: str  # the contract's words
    applies: Callable
    corrected: Callable = lambda case, seen: seen
    instead: Callable = lambda case: case


def with_arguments(case, **changed):
    return replace(case, operation={**case.operation, "named": {**case.arguments, **changed}})


def returned(value):
    return lambda case, seen: {**seen, "outcome": {"returned": value}}


# -- numbers of create_order

def special(value, tag):
    return value[tag] if isinstance(value, dict) and tag in value else None


def is_decimal_text(text):
    """RFC 8259's grammar of numbers, which is what a gateway can read."""
    digits = text[1:] if text.startswith("-") else text
    if not digits or not text.isascii() or digits[0] not in "0123456789" or (digits[0] == "0" and digits[1:2] not in ("", ".", "e", "E")):
        return False
    try:
        return Decimal(text).is_finite() and "_" not in text and text[-1] not in "." + BLANKS and ".e" not in text.lower()
    except InvalidOperation:
        return False


def exact(value):
    """The number that an argument is, or None: a float counts as the 15 digits that it holds."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(f"{value:.14e}")
    if isinstance(value, str):
        return Decimal(value) if is_decimal_text(value) else None
    text = special(value, "$decimal")
    return Decimal(text) if text is not None and Decimal(text).is_finite() else None


def plain(number):
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-0", "0") if number == 0 else \
        text.rstrip("0").rstrip(".") if "." in text else text


def as_the_old_one_prints(value):
    """The literal on the wire for an int or float; amounts that are integral become integers, rates do not."""
    return repr(value)


def creates(case):
    return case.method == "create_order" and case.does == "call" and "notify_url" in case.arguments


def numbers(case):
    """(name, value) of the numbers that an order is made of."""
    if not creates(case):
        return []
    rate = case.arguments.get("rate")
    found = [("amount", case.arguments["amount"])]
    if rate and not isinstance(rate, str):
        found.append(("rate", rate))
    return found


def any_number(matters):
    return lambda case: refused_argument(case) is None and any(matters(name, value) for name, value in numbers(case))


def is_text_amount(name, value):
    return name == "amount" and isinstance(value, str)


def is_decimal(name, value):
    text = special(value, "$decimal")
    return text is not None and not (name == "amount" and Decimal(text) == int(Decimal(text)))


def old_literal(name, value):
    return repr(int(value)) if name == "amount" and value == int(value) else repr(value)


def has_more_digits(name, value):
    return isinstance(value, float) and Decimal(old_literal(name, value)) != exact(value)


def is_not_plain(name, value):
    return isinstance(value, float) and not has_more_digits(name, value) and old_literal(name, value) != plain(exact(value))


def sent_exactly(case, seen):
    """Every number of the order as its plain decimal."""
    requests = [{**request, "body": {**request["body"], **{name: plain(exact(value)) for name, value in numbers(case)}}} for request in seen["requests"]]
    return {**seen, "requests": requests}


def with_numbers_that_can_be_sent(case):
    return with_arguments(case, **{name: 1 for name, _ in numbers(case)})


# -- arguments that cannot be right

def refused_argument(case):
    """Its name, or None."""
    if case.does != "call" or case.method == "verify_callback":
        return None
    if not creates(case):
        trade_id = case.arguments.get("trade_id")
        return "trade_id" if isinstance(trade_id, str) and spoilt(trade_id) else None
    arguments = case.arguments
    if exact(arguments["amount"]) is None:
        return "amount"
    for name in ("order_id", "notify_url", "redirect_url", "address", "trade_type", "fiat", "rate"):
        value = arguments.get(name)
        if isinstance(value, str) and (spoilt(value) or ("url" in name and " " in value)):
            return name
    if "\n" in (arguments.get("name") or ""):
        return "name"
    rate = arguments.get("rate")
    if isinstance(rate, str) and rate and not is_decimal_text(rate[1:] if rate[0] in "~～+-" else rate):
        return "rate"
    return None


def spoilt(text):
    return text != text.strip(BLANKS)


def refused_before_it_is_sent(case, seen):
    return {**seen, "requests": [], "logs": [], "outcome": {"raised": "ValidationError", "field": refused_argument(case)}}


# -- answers

def new_state(case):
    if case.does == "order":
        return (case.operation.get("data") or {}).get("status") if case.operation.get("data", {}).get("status") in NEW_STATES else None
    found = [number for number in NEW_STATES for behaviour in case.answers if f'"status": {number}' in behaviour["body"]]
    return found[0] if found else None


def with_state(case, number):
    if case.does == "order":
        return replace(case, operation={**case.operation, "data": {**case.operation["data"], "status": number}})
    script = [{**behaviour, "body": behaviour["body"].replace(f'"status": {new_state(case)}', f'"status": {number}')} for behaviour in case.script]
    return replace(case, script=script)


def says_the_new_state(case, seen):
    number = new_state(case)
    say = f"<OrderStatus.{NEW_STATES[number]}: {number}>"
    outcome = {name: value.replace("<OrderStatus.WAITING: 1>", say) if isinstance(value, str) else value for name, value in seen["outcome"]["returned"].items()}
    return {**seen, "outcome": {"returned": outcome}}


def statuses(case):
    return [behaviour["status"] for behaviour in case.answers]


def first_headers(case):
    return case.answers[0]["headers"] if case.answers else {}


def names_the_new_address(case, seen):
    location = first_headers(case)["Location"]
    return {**seen, "requests": seen["requests"][:1], "logs": [log for log in seen["logs"] if log[1] == "DEBUG"],
            "outcome": {"raised": "ClientError", "status_code": statuses(case)[0], "location": location}}


def tries_again_as_after_503(case):
    return replace(case, script=[{**behaviour, "status": 503} if behaviour["status"] == 429 else behaviour for behaviour in case.script])


def as_429(case, seen):
    outcome = seen["outcome"]
    if outcome.get("raised") == "ServerError":
        outcome = {**outcome, "raised": "ClientError", "status_code": 429}
    logs = [log for log in seen["logs"] if log[1] != "ERROR"]  # the server's own no, not a failure to reach it
    return {**seen, "outcome": outcome, "logs": logs}


def waits(case):
    return case.does == "call" and first_headers(case).get("Retry_After") not in (None, "0")


# -- signatures

def floats_in(value):
    return [item for item in value.values() if type(item) is float] if isinstance(value, dict) else []


def generates(case):
    return case.operation.get("name") == "generate_signature"


def extreme(number):
    return number != 0 and ("e" in repr(number))


def question(case):
    """(params, token, signature) of a verification, or None."""
    if case.operation.get("name") == "verify_signature":
        return tuple(case.operation["positional"])
    data = case.arguments.get("callback_data") if case.method == "verify_callback" else None
    if not isinstance(data, dict) or "$bytes" in data:
        return None
    return {name: value for name, value in data.items() if name != "signature"}, case.operation["client"]["api_token"], data.get("signature")


def is_body_of_surrogates(case):
    asked = question(case)
    return bool(asked) and any(special(value, "$surrogate") for value in asked[0].values())


def in_other_text(case):
    """The gateway's own text of a number or boolean, which Python prints differently."""
    asked = question(case)
    if not asked or not isinstance(asked[2], str) or is_body_of_surrogates(case) or asked[2] == recipe(asked[0], asked[1]):
        return False
    booleans = {name: {True: "true", False: "false"}[value] if isinstance(value, bool) else value for name, value in asked[0].items()}
    return asked[2] in (recipe(booleans, asked[1], plain_text), recipe(booleans, asked[1], go_text))


MUST_NOT = [
    Rule("states 4, 5 and 6 are known", "query_order raises ValueError for states 4, 5 and 6",
         lambda case: case.does in ("call", "order") and new_state(case) is not None, says_the_new_state, lambda case: with_state(case, 1)),
    Rule("a decimal text is the number that it is", "ours takes a strictly decimal text as the number that it is",
         any_number(is_text_amount), sent_exactly, with_numbers_that_can_be_sent),
    Rule("white space and what is not a number are refused by name", "raises ValidationError naming the field, before anything is sent",
         lambda case: refused_argument(case) is not None, refused_before_it_is_sent),
    Rule("Decimals are taken", "ours takes int, float, str and Decimal, keeps the decimal text", any_number(is_decimal), sent_exactly, with_numbers_that_can_be_sent),
    Rule("a float is the 15 digits that it holds", "never sends 28.880000000000003", any_number(has_more_digits), sent_exactly, with_numbers_that_can_be_sent),
    Rule("a number is sent as a plain decimal", "ours writes plain decimals", any_number(is_not_plain), sent_exactly, with_numbers_that_can_be_sent),
    Rule("a number is signed as a plain decimal", "floats ≥ 1e16 and < 1e-4 sign as 1e+16: ours writes plain decimals",
         lambda case: generates(case) and any(map(extreme, floats_in(case.operation["positional"][0]))),
         lambda case, seen: {**seen, "outcome": {"returned": repr(recipe(*case.operation["positional"], lambda x: plain_text(x) if extreme(x) else repr(x)))}}),
    Rule("a signature that is no text is none", "verify_callback of a body whose signature is not a string is False",
         lambda case: bool(question(case)) and special(question(case)[2], "$anything") is not None, returned("False")),
    Rule("no banner", "it prints a banner on first use: ours prints nothing", lambda case: False),
    Rule("other connections, and an asynchronous client", "requests is blocking, one connection pool a client, no async",
         lambda case: case.does == "names"),
    Rule("a redirect is not followed and the new address named", "Redirects of a POST are never followed: the error names the new address",
         lambda case: case.does == "call" and "Location" in first_headers(case), names_the_new_address),
    Rule("429 with Retry-After is tried again", "and 429 only with Retry-After", lambda case: 429 in statuses(case) and "Retry_After" in first_headers(case),
         as_429, tries_again_as_after_503),
    Rule("Retry-After is obeyed", "Retry-After is obeyed", waits, lambda case, seen: {**seen, "waited": True}),
]

del TOKEN
