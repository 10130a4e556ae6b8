"""All differences from bepusdt 0.3.1, each a Rule; nothing else may differ.

MUST_NOT is the list "What the existing package gets wrong and ours must not" of contract part 3, in its order. Its constant time, jitter, cap
and deadline are not seen from here; the C++ tests see them. BY_OTHER_WORDS follow from its other sentences and from part 1."""
from parity import answer_rules, number_rules, refusal_rules, retry_rules, signature_rules
from parity.rule import Rule


def with_other_names(case, seen):
    return {**seen, "outcome": {"returned": {**seen["outcome"]["returned"], "AsyncBEpusdtClient": True, "client.session": False}}}


NO_BANNER = Rule("no banner", "it prints a banner on first use: ours prints nothing",
                 lambda case: case.does == "first_client", lambda case, seen: {**seen, "printed": ""})
ASYNCHRONOUS = Rule("an asynchronous client, and no session of requests",
                    "`requests` is blocking, one connection pool a client, no async: ours … offers `AsyncBEpusdtClient`",
                    lambda case: case.does == "names", with_other_names)

MUST_NOT = [
    answer_rules.STATES_ARE_KNOWN,
    number_rules.TEXT_IS_A_NUMBER,
    refusal_rules.NAMED_WHEN_SPOILT,
    number_rules.DECIMAL_IS_TAKEN,
    number_rules.FLOAT_HAS_15_DIGITS,
    signature_rules.NO_TEXT,
    number_rules.SENT_PLAIN,
    signature_rules.SIGNED_PLAIN,
    NO_BANNER,
    ASYNCHRONOUS,
    retry_rules.TOO_MANY_REQUESTS,
    retry_rules.RETRY_AFTER,
    retry_rules.REDIRECTED_POST,
]

BY_OTHER_WORDS = [
    refusal_rules.NAMED_WHEN_MISFIT,
    number_rules.EMPTY_TRADE_TYPE,
    number_rules.INTEGER_ORDER_ID,
    number_rules.ONE_SEGMENT,
    answer_rules.NO_ANSWER,
    answer_rules.UNPAYABLE,
    answer_rules.ANOTHER_ORDER,
    answer_rules.INCOMPLETE,
    answer_rules.CANCELLED_ORDER,
    retry_rules.REDIRECTED_GET,
    retry_rules.ANSWER_CUT_OFF,
    retry_rules.CANCEL_IS_LOGGED,
    signature_rules.UPPER_CASE,
    signature_rules.GATEWAYS_TEXT,
    signature_rules.NO_TOKEN,
    signature_rules.NEVER_RAISES,
]
