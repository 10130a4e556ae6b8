"""Signing and verifying."""
from parity.case import special
from parity.rule import Rule, outcome
from parity.signature_cases import go_text, plain_text, recipe


def has_exponent(number):
    return type(number) is float and "e" in repr(number)


def without_exponent(number):
    return plain_text(number) if has_exponent(number) else repr(number)


def generated(case):
    """(params, token) of a generate_signature, or None."""
    return case.operation["positional"] if case.operation.get("name") == "generate_signature" else None


def question(case):
    """(params, token, signature) of a verification with texts that can be signed, or None."""
    if case.operation.get("name") == "verify_signature":
        return case.operation["positional"]
    data = case.arguments.get("callback_data")
    if not isinstance(data, dict) or "$bytes" in data or any(special(value, "$surrogate") for value in data.values()):
        return None
    return {name: value for name, value in data.items() if name != "signature"}, case.operation["client"]["api_token"], data.get("signature")


def of_question(matters):
    return lambda case: question(case) is not None and matters(*question(case))


def is_equal_to_anything(params, token, signature):
    return special(signature, "$anything") is not None


def is_in_upper_case(params, token, signature):
    return isinstance(signature, str) and signature != signature.lower() == recipe(params, token)


def is_in_a_gateways_text(params, token, signature):
    """Signed as a gateway prints what Python prints otherwise."""
    with_booleans = {name: str(value).lower() if isinstance(value, bool) else value for name, value in params.items()}
    return signature != recipe(params, token) and signature in [recipe(with_booleans, token, floats) for floats in (plain_text, go_text)]


def is_without_a_token(params, token, signature):
    return token == "" and signature == recipe(params, token)


TRUE, FALSE = (outcome(lambda case, said=said: {"returned": said}) for said in ("True", "False"))

SIGNED_PLAIN = Rule("a float is signed as a plain decimal", "floats ≥ 1e16 and < 1e-4 sign as `1e+16`: ours writes plain decimals",
                    lambda case: generated(case) is not None and any(map(has_exponent, generated(case)[0].values())),
                    outcome(lambda case: {"returned": repr(recipe(*generated(case), without_exponent))}))
NO_TEXT = Rule("a signature that is no text is none", "`verify_callback` of a body whose `signature` is not a string is False",
               of_question(is_equal_to_anything), FALSE)
UPPER_CASE = Rule("the hex digits of a signature may be of either case", "part 1 §1: hex in any case", of_question(is_in_upper_case), TRUE)
GATEWAYS_TEXT = Rule("a number counts in each text in which gateways print it", "part 1 §1: the text is tried in this order until one matches",
                     of_question(is_in_a_gateways_text), TRUE)
NO_TOKEN = Rule("nothing verifies without a token", "part 1 §1: an empty token: refused, never compared", of_question(is_without_a_token), FALSE)
NEVER_RAISES = Rule("verify_callback never raises", "part 3: `client.verify_callback(dict)` -> bool",
                    lambda case: case.method == "verify_callback" and question(case) is None, FALSE)
