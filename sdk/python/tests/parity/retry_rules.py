"""What is sent again, what is not, and when."""
from parity.case import special
from parity.refusal_rules import wrong_argument
from parity.rule import Rule
from parity.server import CUT_OFF, RESET


def first(case, what):
    return case.answers[0][what] if case.answers else {}


def redirects(method):
    return lambda case: "Location" in first(case, "headers") and (case.method == "query_order") == (method == "GET")


def names_the_new_address(case, seen):
    raised = {"raised": "ClientError", "status_code": first(case, "status"), "location": first(case, "headers")["Location"]}
    return {**seen, "requests": seen["requests"][:1], "logs": [log for log in seen["logs"] if log[1] == "DEBUG"], "outcome": raised}


def with_503_for_429(case):
    return case.with_script([{**behaviour, "status": 503} if behaviour["status"] == 429 else behaviour for behaviour in case.script])


def as_a_client_error(case, seen):
    """Tried again like a server error, raised as what it is; the log tells of giving up only where nobody answered."""
    last = seen["outcome"]
    if last.get("raised") == "ServerError":
        last = {**last, "raised": "ClientError", "status_code": 429}
    return {**seen, "outcome": last, "logs": [log for log in seen["logs"] if log[1] != "ERROR"]}


def with_a_reset(case):
    return case.with_script([RESET if behaviour == CUT_OFF else behaviour for behaviour in case.script])


REDIRECTED_POST = Rule("a redirect of a POST is named and not followed", "Redirects of a POST are never followed: the error names the new address",
                       redirects("POST"), names_the_new_address)
REDIRECTED_GET = Rule("a redirect of a GET is named and not followed", "part 3 says it of a POST; a query is asked of one address too",
                      redirects("GET"), names_the_new_address)
TOO_MANY_REQUESTS = Rule("429 is tried again if a time is named", "429 only with `Retry-After`",
                         lambda case: first(case, "status") == 429 and "Retry_After" in first(case, "headers"), as_a_client_error, with_503_for_429)
RETRY_AFTER = Rule("Retry-After is obeyed", "`Retry-After` is obeyed",
                   lambda case: special(first(case, "headers"), "Retry_After") == "1", lambda case, seen: {**seen, "waited": True})
ANSWER_CUT_OFF = Rule("an answer cut off is a connection's trouble, and tried again",
                      "part 3: connection trouble `NetworkError`; NetworkError … are retried",
                      lambda case: CUT_OFF in case.script, instead=with_a_reset)
CANCEL_IS_LOGGED = Rule("the parameters of cancel_order are logged too", "part 3: at DEBUG level the logger `bepusdt.client` prints the parameters",
                        lambda case: case.method == "cancel_order" and wrong_argument(case) is None,
                        lambda case, seen: {**seen, "logs": [["bepusdt.client", "DEBUG", True], *seen["logs"]]})
