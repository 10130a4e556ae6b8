"""What our package does otherwise than bepusdt 0.3.1, each difference a rule of its own; nothing else may differ.

A rule judges a case by its input alone. Where it applies, our package must do on that input what the old one does on
`instead(case)`, changed by `corrected`: so a rule says what is right, not only that something differs. MUST_NOT is the list "What the
existing package gets wrong and ours must not" of contract part 3; BY_OTHER_WORDS are differences that follow from its other
sentences and from part 1."""
import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Callable
from urllib.parse import quote

from parity.cases import go_text, plain_text, recipe
from parity.server import answer

BLANKS = " \t\r\n\v\f"
TEXTS = ("order_id", "trade_id", "notify_url", "redirect_url", "address", "trade_type", "fiat", "rate")
STATES = {4: "CANCELED", 5: "CONFIRMING", 6: "FAILED"}


@dataclass
class Rule:
    name: str
    contract: str  # its words
    applies: Callable
    corrected: Callable = lambda case, seen: seen
    instead: Callable = lambda case: case


def outcome(make):
    """A correction of the outcome alone."""
    return lambda case, seen: {**seen, "outcome": make(case)}


def with_arguments(case, **changed):
    return replace(case, operation={**case.operation, "named": {**case.arguments, **changed}})


def special(value, tag):
    return value.get(tag) if isinstance(value, dict) else None


# -- the numbers of an order

def creates(case):
    return case.method == "create_order" and "notify_url" in case.arguments


def exact(value):
    """The number that an argument is, a float counting as the 15 digits that it holds; None for what is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return Decimal(f"{value:.14e}")
    text = special(value, "$decimal") or value
    if isinstance(text, int):
        return Decimal(text)
    return Decimal(text) if isinstance(text, str) and is_decimal_text(text, "$decimal" in value) else None


def is_decimal_text(text, of_a_decimal=False):
    """RFC 8259 §6, of which a Decimal's own text is a near relation."""
    unsigned = text[text.startswith("-"):]
    mantissa, _, exponent = unsigned.replace("E", "e").partition("e")
    whole, point, fraction = mantissa.partition(".")
    digits = [whole] + ([fraction] if point else []) + ([exponent.lstrip("+-")] if exponent or "e" in unsigned else [])
    return text.isascii() and all(part.isdigit() for part in digits) and (of_a_decimal or whole == "0" or not whole.startswith("0"))


def plain(number):
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def numbers(case):
    """Those that go out as JSON numbers, by name: a rate in quotes may be a rule, and stays a text."""
    found = {name: case.arguments.get(name) for name in ("amount", "timeout", "rate")}
    return {name: value for name, value in found.items() if name == "amount" or (value and not (name == "rate" and isinstance(value, str)))}


def any_number(matters):
    return lambda case: creates(case) and wrong_argument(case) is None and any(matters(name, value) for name, value in numbers(case).items())


def old_literal(name, value):
    """How 0.3.1 prints a float."""
    return str(int(value)) if name == "amount" and value == int(value) else repr(value)


def has_more_digits(name, value):
    return isinstance(value, float) and Decimal(old_literal(name, value)) != exact(value)


def is_not_plain(name, value):
    return isinstance(value, float) and not has_more_digits(name, value) and old_literal(name, value) != plain(exact(value))


def is_a_decimal(name, value):
    """An integral Decimal the old one takes for an amount."""
    return special(value, "$decimal") is not None and not (name == "amount" and exact(value) == int(exact(value)))


def sent_as_they_are(case, seen):
    literals = {name: plain(exact(value)) for name, value in numbers(case).items()}
    return {**seen, "requests": [{**request, "body": {**request["body"], **literals}} for request in seen["requests"]]}


def with_ones(case):
    return with_arguments(case, **{name: 1 for name in numbers(case)})


# -- arguments that cannot be right

def wrong_argument(case):
    """Its name, or None."""
    return spoilt_argument(case) or misfit_argument(case)


def spoilt_argument(case):
    """White space, or no number where one is due."""
    if creates(case) and exact(case.arguments["amount"]) is None:
        return "amount"
    for name in TEXTS:
        value = case.arguments.get(name)
        if isinstance(value, str) and (value != value.strip(BLANKS) or (name.endswith("url") and " " in value)):
            return name
    if "\n" in str(case.arguments.get("name")):
        return "name"
    rate = case.arguments.get("rate")
    return "rate" if isinstance(rate, str) and rate and not is_decimal_text(rate.lstrip("~～+-")) else None


def misfit_argument(case):
    """Empty where it must not be, or of a kind that no gateway takes."""
    for name in ("order_id", "notify_url", "trade_id"):
        if case.arguments.get(name) == "":
            return name
    for name in (*TEXTS, "name"):
        value = case.arguments.get(name)
        if value and not isinstance(value, str) and not (name == "order_id" and type(value) is int) and name != "rate":
            return name
    if creates(case) and case.arguments.get("timeout"):
        timeout = exact(case.arguments["timeout"])
        if timeout is None or timeout <= 0 or timeout != int(timeout):
            return "timeout"
    client = case.operation.get("client", {})
    if case.method != "verify_callback" and client:
        return "api_token" if client["api_token"] == "" else "api_url" if "url" in client["api_url"] else "timeout" if isinstance(client["timeout"], list) else None
    return None


def refused_before_it_is_sent(case, seen):
    return {**seen, "requests": [], "logs": [], "outcome": {"raised": "ValidationError", "field": wrong_argument(case), "names the field": True}}


def without_trade_type(case, seen):
    return {**seen, "requests": [{**request, "body": {name: value for name, value in request["body"].items() if name != "trade_type"}} for request in seen["requests"]]}


# -- answers

def state_of(case):
    """4, 5 or 6, if that is what an answer or a dict says."""
    said = [special(case.operation.get("data"), "status")] + [number for number in STATES for behaviour in case.answers if f'"status": {number}' in behaviour["body"]]
    return next((number for number in said if number in STATES), None)


def with_state_1(case):
    if "data" in case.operation:
        return replace(case, operation={**case.operation, "data": {**case.operation["data"], "status": 1}})
    return replace(case, script=[{**behaviour, "body": behaviour["body"].replace(f'"status": {state_of(case)}', '"status": 1')} for behaviour in case.script])


def says_the_state(case, seen):
    said = f"<OrderStatus.{STATES[state_of(case)]}: {state_of(case)}>"
    order = {name: value.replace("<OrderStatus.WAITING: 1>", said) if isinstance(value, str) else value for name, value in seen["outcome"]["returned"].items()}
    return {**seen, "outcome": {"returned": order}}


def body_of(case):
    """The first answer's JSON, or None; 0.3.1 reads past a byte order mark, and so do we."""
    if not case.answers or case.answers[0]["status"] != 200:
        return None
    try:
        return json.loads(case.answers[0]["body"].lstrip("\ufeff"))
    except ValueError:
        return None


def is_no_answer(case):
    """JSON, but not the object that this method is answered with."""
    body = body_of(case)
    if case.method not in ("create_order", "cancel_order", "query_order") or wrong_argument(case) or (body is None and case.answers[:1] != [answer(200, "null")]):
        return False
    if case.method == "query_order":
        return not isinstance(body, dict) or not body.get("trade_id", ...)
    return not isinstance(body, dict) or "status_code" not in body or (body["status_code"] == 200 and not isinstance(body.get("data"), dict))


def no_answer(case):
    body = body_of(case) if isinstance(body_of(case), dict) else None
    return {"raised": "APIError", "status_code": (body or {}).get("status_code") if case.method != "query_order" else None, "response": body}


EMPTY = {"trade_id": "", "order_id": "", "amount": 0, "actual_amount": 0, "token": "", "expiration_time": 0, "payment_url": "", "trade_hash": ""}


def members_of(case):
    """(members that the answer to this method has, those that it has here), or two empty dicts."""
    body = body_of(case)
    if case.does != "call" or not isinstance(body, dict) or is_no_answer(case) or wrong_argument(case):
        return (), {}
    if case.method == "query_order":
        return ("trade_hash", "status"), body if "trade_id" in body else {}
    data = body.get("data")
    if not isinstance(data, dict):
        return (), {}
    return {"create_order": [name for name in EMPTY if name != "trade_hash"], "cancel_order": ("trade_id",)}.get(case.method, ()), data


def completed(case):
    """The members as the old one reads them: empty ones for those that are missing or cannot be read; a status in quotes is a number."""
    wanted, data = members_of(case)
    members = dict(data)
    for name in wanted if data or case.method == "cancel_order" else ():
        value = members.get(name)
        if name == "status":
            members[name] = 1 if not readable_status(value) else int(value)
        elif (value is None and name != "trade_hash") or (name in members and value is None) or (EMPTY[name] == 0 and not is_decimal_text(str(value))):
            members[name] = EMPTY[name]
    if case.method == "create_order" and data:
        if "status" in members and not readable_status(members["status"]):
            del members["status"]
        if isinstance(members.get("status"), str):
            members["status"] = int(members["status"])
        for name in ("fiat", "block_transaction_id"):
            if members.get(name) == "":
                del members[name]
    return members


def readable_status(value):
    return str(value) in ("1", "2", "3", "4", "5", "6", "2.0")


def is_incomplete(case):
    return bool(members_of(case)[0]) and completed(case) != members_of(case)[1]


def with_completed_members(case):
    body = body_of(case)
    body = completed(case) if case.method == "query_order" else {**body, "data": completed(case)}
    return replace(case, script=[answer(200, body)])


def without_a_status_where_none_was(case, seen):
    if case.method != "query_order" or readable_status(members_of(case)[1].get("status")):
        return seen
    return {**seen, "outcome": {"returned": {name: value.replace("<OrderStatus.WAITING: 1>", "None") for name, value in seen["outcome"]["returned"].items()}}}


def first(case, what):
    return case.answers[0][what] if case.answers else {}


def redirects(method):
    return lambda case: "Location" in first(case, "headers") and (case.method == "query_order") == (method == "GET")


def names_the_new_address(case, seen):
    raised = {"raised": "ClientError", "status_code": first(case, "status"), "location": first(case, "headers")["Location"]}
    return {**seen, "requests": seen["requests"][:1], "logs": [log for log in seen["logs"] if log[1] == "DEBUG"], "outcome": raised}


def with_503_for_429(case):
    return replace(case, script=[{**behaviour, "status": 503} if behaviour["status"] == 429 else behaviour for behaviour in case.script])


def as_a_client_error(case, seen):
    """Retried like a server error, raised as what it is; the log tells of giving up only where nobody answered."""
    last = seen["outcome"]
    if last.get("raised") == "ServerError":
        last = {**last, "raised": "ClientError", "status_code": 429}
    return {**seen, "outcome": last, "logs": [log for log in seen["logs"] if log[1] != "ERROR"]}


# -- signatures

def has_exponent(number):
    return type(number) is float and "e" in repr(number)


def plain_if_it_has_an_exponent(number):
    return plain_text(number) if has_exponent(number) else repr(number)


def signed(case):
    return case.operation["positional"]


def question(case):
    """(params, token, signature) of a verification with texts that can be signed; None for other cases."""
    if case.operation.get("name") == "verify_signature":
        return signed(case)
    data = case.arguments.get("callback_data")
    if not isinstance(data, dict) or "$bytes" in data or any(special(value, "$surrogate") for value in data.values()):
        return None
    return {name: value for name, value in data.items() if name != "signature"}, case.operation["client"]["api_token"], data.get("signature")


def of_question(matters):
    return lambda case: question(case) is not None and matters(*question(case))


def in_the_gateways_text(params, token, signature):
    """Signed as a gateway prints what Python prints otherwise."""
    with_booleans = {name: str(value).lower() if isinstance(value, bool) else value for name, value in params.items()}
    return signature != recipe(params, token) and signature in [recipe(with_booleans, token, floats) for floats in (plain_text, go_text)]


MUST_NOT = [
    Rule("states 4, 5 and 6 are known", "`query_order` raises `ValueError` for states 4, 5 and 6", lambda case: state_of(case) is not None, says_the_state, with_state_1),
    Rule("a decimal text is the number that it is", "takes a strictly decimal text as the number that it is",
         any_number(lambda name, value: isinstance(value, str)), sent_as_they_are, with_ones),
    Rule("white space and what is no number are refused by name", "raises `ValidationError` naming the field, before anything is sent",
         lambda case: spoilt_argument(case) is not None, refused_before_it_is_sent),
    Rule("a Decimal is taken", "takes int, float, str and `Decimal`, keeps the decimal text", any_number(is_a_decimal), sent_as_they_are, with_ones),
    Rule("a float is the 15 digits that it holds", "never sends `28.880000000000003`", any_number(has_more_digits), sent_as_they_are, with_ones),
    Rule("a float is sent as a plain decimal", "ours writes plain decimals", any_number(is_not_plain), sent_as_they_are, with_ones),
    Rule("a float is signed as a plain decimal", "floats ≥ 1e16 and < 1e-4 sign as `1e+16`: ours writes plain decimals",
         lambda case: case.operation.get("name") == "generate_signature" and any(map(has_exponent, signed(case)[0].values())),
         outcome(lambda case: {"returned": repr(recipe(*signed(case), plain_if_it_has_an_exponent))})),
    Rule("a signature that is no text is none", "`verify_callback` of a body whose `signature` is not a string is False",
         of_question(lambda params, token, signature: special(signature, "$anything") is not None), outcome(lambda case: {"returned": "False"})),
    Rule("no banner", "it prints a banner on first use: ours prints nothing", lambda case: case.does == "first_client", lambda case, seen: {**seen, "printed": ""}),
    Rule("an asynchronous client, and no session of requests", "`requests` is blocking, one connection pool a client, no async: ours … offers `AsyncBEpusdtClient`",
         lambda case: case.does == "names", outcome(lambda case: {"returned": {"AsyncBEpusdtClient": True, "client.session": False}})),
    Rule("a redirect of a POST is named and not followed", "Redirects of a POST are never followed: the error names the new address", redirects("POST"), names_the_new_address),
    Rule("429 is tried again if a time is named", "429 only with `Retry-After`", lambda case: first(case, "status") == 429 and "Retry_After" in first(case, "headers"),
         as_a_client_error, with_503_for_429),
    Rule("Retry-After is obeyed", "`Retry-After` is obeyed", lambda case: special(first(case, "headers"), "Retry_After") == "1", lambda case, seen: {**seen, "waited": True}),
]

BY_OTHER_WORDS = [
    Rule("what is empty or of a wrong kind is refused by name too", "part 1 §3: what is required, and of which type", lambda case: not spoilt_argument(case) and bool(misfit_argument(case)),
         refused_before_it_is_sent),
    Rule("an empty trade_type is left out", "part 3: empty optionals are left out",
         lambda case: creates(case) and not case.arguments.get("trade_type", "-"), without_trade_type),
    Rule("an integer order_id is its digits", "part 1 §3: or an integer (its literal is the id)", lambda case: creates(case) and type(case.arguments["order_id"]) is int,
         instead=lambda case: with_arguments(case, order_id=str(case.arguments["order_id"]))),
    Rule("a trade_id is one segment of a path", "part 1 §4: /pay/check-status/{trade_id}", lambda case: case.method == "query_order" and "/" in str(case.arguments["trade_id"]),
         lambda case, seen: {**seen, "requests": [{**seen["requests"][0], "path": "/pay/check-status/" + quote(case.arguments["trade_id"], safe="")}]}),
    Rule("what is no answer is an APIError", "part 3: the exceptions", is_no_answer, outcome(no_answer)),
    Rule("members that an answer lacks are empty", "", is_incomplete, without_a_status_where_none_was, with_completed_members),
    Rule("a redirect of a GET is named and not followed", "", redirects("GET"), names_the_new_address),
    Rule("an answer cut off is a connection's trouble, and tried again", "part 3: connection trouble `NetworkError`; NetworkError … are retried",
         lambda case: "cut off" in case.script, instead=lambda case: replace(case, script=["reset" if behaviour == "cut off" else behaviour for behaviour in case.script])),
    Rule("cancel_order says the trade_id alone", "part 3: -> dict with trade_id",
         lambda case: case.method == "cancel_order" and any('"more"' in behaviour["body"] for behaviour in case.answers),
         outcome(lambda case: {"returned": repr({"trade_id": body_of(case)["data"]["trade_id"]})})),
    Rule("the parameters of cancel_order are logged too", "part 3: at DEBUG level the logger `bepusdt.client` prints the parameters",
         lambda case: case.method == "cancel_order" and wrong_argument(case) is None, lambda case, seen: {**seen, "logs": [["bepusdt.client", "DEBUG", True], *seen["logs"]]}),
    Rule("hex digits of a signature may be of either case", "part 1 §1: hex in any case",
         of_question(lambda params, token, signature: isinstance(signature, str) and signature != signature.lower() and signature.lower() == recipe(params, token)),
         outcome(lambda case: {"returned": "True"})),
    Rule("each text in which a gateway prints a number is accepted", "part 1 §1: the text is tried in this order until one matches",
         of_question(in_the_gateways_text), outcome(lambda case: {"returned": "True"})),
    Rule("nothing verifies without a token", "part 1 §1: an empty token: refused, never compared",
         of_question(lambda params, token, signature: token == "" and signature == recipe(params, token)), outcome(lambda case: {"returned": "False"})),
    Rule("verify_callback never raises", "part 3: `client.verify_callback(dict)` -> bool", lambda case: case.method == "verify_callback" and question(case) is None,
         outcome(lambda case: {"returned": "False"})),
]
