"""What ours makes of answers: states, answers that are incomplete or none."""
import json

from parity.case import special
from parity.refusal_rules import is_decimal_text, wrong_argument
from parity.rule import Rule, outcome
from parity.server import answer

STATES = {4: "CANCELED", 5: "CONFIRMING", 6: "FAILED"}
METHODS = ("create_order", "cancel_order", "query_order")


def body_of(case):
    """The JSON of the first answer, if it came with HTTP 200 and is JSON."""
    if not case.answers or case.answers[0]["status"] != 200:
        return ...
    try:
        return json.loads(case.answers[0]["body"].lstrip("\ufeff"))
    except ValueError:
        return ...


def order_in(case):
    """The members that an order is read from: of a dict by hand, of check-status, of an envelope's data."""
    if "data" in case.operation:
        return case.operation["data"]
    body = body_of(case)
    found = body if case.method == "query_order" else special(body, "data")
    return found if isinstance(found, dict) else {}


def with_order(case, members):
    if "data" in case.operation:
        return type(case)({**case.operation, "data": members})
    body = members if case.method == "query_order" else {**body_of(case), "data": members}
    return case.with_script([answer(200, body), *case.script[1:]])


def read_as(case, seen, was, becomes):
    """The outcome's texts with one status in place of another."""
    texts = {name: text.replace(was, becomes) if isinstance(text, str) else text for name, text in seen["outcome"]["returned"].items()}
    return {**seen, "outcome": {"returned": texts}}


# -- states

def state_of(case):
    state = order_in(case).get("status")
    return state if state in STATES else None


def says_the_state(case, seen):
    return read_as(case, seen, "<OrderStatus.WAITING: 1>", f"<OrderStatus.{STATES[state_of(case)]}: {state_of(case)}>")


STATES_ARE_KNOWN = Rule("states 4, 5 and 6 are known",
                        "`query_order` raises `ValueError` for states 4, 5 and 6: ours knows `CANCELED`, `CONFIRMING`, `FAILED` too",
                        lambda case: state_of(case) is not None and not another_order(case), says_the_state,
                        lambda case: with_order(case, {**order_in(case), "status": 1}))


# -- no answer

def is_no_answer(case):
    """JSON, but not the object that this method is answered with."""
    body = body_of(case)
    if case.method not in METHODS or body is ... or wrong_argument(case):
        return False
    if not isinstance(body, dict):
        return True
    if case.method == "query_order":
        return not body.get("trade_id", "missing: a no in 0.3.1 as well")
    return "status_code" not in body or (body["status_code"] == 200 and not isinstance(body.get("data"), dict))


def what_is_no_answer(case):
    body = body_of(case) if isinstance(body_of(case), dict) else None
    return {"raised": "APIError", "status_code": (body or {}).get("status_code"), "response": body}


NO_ANSWER = Rule("what is no answer is an APIError", "part 3: its exceptions, of which `KeyError` and `TypeError` are none",
                 is_no_answer, outcome(what_is_no_answer))


# -- incomplete answers

EMPTY = {"create_order": {"trade_id": "", "order_id": "", "amount": 0, "actual_amount": 0, "token": "", "expiration_time": 0, "payment_url": ""},
         "cancel_order": {"trade_id": ""}, "query_order": {"trade_hash": "", "status": 1}}


def completed(case):
    """As the old package would have to get it: empty members for those that are missing or cannot be read."""
    members = dict(order_in(case))
    for name, empty in EMPTY[case.method].items():
        if name == "trade_hash" and name not in members:
            continue  # for this one 0.3.1 has a default
        if members.get(name) is None or (isinstance(empty, int) and not is_decimal_text(str(members[name]))):
            members[name] = empty
    for name in ("fiat", "block_transaction_id"):
        if members.get(name) == "":
            del members[name]
    if "status" in members:
        known = str(members["status"]) in ("1", "2", "3", "4", "5", "6", "2.0")
        members.update(status=int(members["status"]) if known else 1)
        if not known and case.method == "create_order":
            del members["status"]
    return members


def order_answered(case):
    answered = case.method in METHODS and isinstance(body_of(case), dict) and not is_no_answer(case) and not wrong_argument(case)
    is_order = answered and ("trade_id" in body_of(case) if case.method == "query_order" else isinstance(body_of(case)["data"], dict))
    return is_order


def nobody_could_pay(case):
    """It lacks what an order cannot be paid without."""
    if case.method != "create_order" or not order_answered(case):
        return False
    members = order_in(case)
    texts = all(isinstance(members.get(name), (str, int, float)) and members[name] != "" and not isinstance(members[name], bool)
                for name in ("trade_id", "token", "payment_url"))
    return not texts or not is_decimal_text(str(members.get("actual_amount")))


def another_order(case):
    """What it says is about another order than the one that was asked for."""
    if not order_answered(case) or nobody_could_pay(case):
        return False
    name = "order_id" if case.method == "create_order" else "trade_id"
    asked = case.arguments.get(name, *case.operation["positional"][:1])
    if asked is None:
        return False
    said = order_in(case).get(name)
    return isinstance(said, (str, int)) and said != "" and str(said) != str(asked)


def what_is_another_order(case):
    return {"raised": "APIError", "status_code": None if case.method == "query_order" else 200, "response": body_of(case)}


def lacks_something(case):
    usable = order_answered(case) and not nobody_could_pay(case) and not another_order(case)
    return usable and completed(case) != order_in(case)


def without_unknown_status(case, seen):
    if case.method != "query_order" or str(order_in(case).get("status")) in ("1", "2", "3"):
        return seen
    return read_as(case, seen, "<OrderStatus.WAITING: 1>", "None")


UNPAYABLE = Rule("an order that nobody could pay is an APIError", "part 3: its exceptions, of which `KeyError` is none",
                 nobody_could_pay, outcome(lambda case: {"raised": "APIError", "status_code": 200, "response": body_of(case)}))
ANOTHER_ORDER = Rule("an answer about another order is an APIError", "part 3: whoever asks after one order is told of that one",
                     another_order, outcome(what_is_another_order))
INCOMPLETE = Rule("what an order's answer lacks is empty", "part 3: the rest \"\" / 0",
                  lacks_something, without_unknown_status, lambda case: with_order(case, completed(case)))
CANCELLED_ORDER = Rule("cancel_order says the trade_id alone", "part 3: -> dict with trade_id",
                       lambda case: case.method == "cancel_order" and "more" in order_in(case),
                       outcome(lambda case: {"returned": repr({"trade_id": order_in(case)["trade_id"]})}))
