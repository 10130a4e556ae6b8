"""Arguments that cannot be right: ours names them before anything is sent."""
from decimal import Decimal

from parity.case import special
from parity.rule import Rule

BLANKS = " \t\r\n\v\f"
TEXTS = ("order_id", "trade_id", "notify_url", "redirect_url", "address", "trade_type", "fiat")


def is_decimal_text(text):
    """RFC 8259 §6."""
    unsigned = text[text.startswith("-"):].replace("E", "e")
    mantissa, e, exponent = unsigned.partition("e")
    whole, point, fraction = mantissa.partition(".")
    digits = [whole] + [fraction] * bool(point) + [exponent[exponent[:1] in ("+", "-"):]] * bool(e)
    return text.isascii() and all(part.isdigit() for part in digits) and (whole == "0" or whole[0] != "0")


def exact(value):
    """The number that an argument is, a float counting as the 15 digits that it holds; None for what is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(f"{value:.14e}")
    if isinstance(value, str):
        return Decimal(value) if is_decimal_text(value) else None
    text = special(value, "$decimal")
    return Decimal(text) if text and Decimal(text).is_finite() else None


def wrong_argument(case):
    """Its name, or None."""
    return spoilt_argument(case) or misfit_argument(case)


def spoilt_argument(case):
    """White space, or no number where one is due."""
    if case.creates and exact(case.arguments["amount"]) is None:
        return "amount"
    rate = case.arguments.get("rate")
    if isinstance(rate, str) and rate and not is_decimal_text(rate.lstrip("~～+-")):
        return "rate"
    for name in TEXTS:
        value = case.arguments.get(name)
        if isinstance(value, str) and (value != value.strip(BLANKS) or (name.endswith("url") and " " in value)):
            return name
    return "name" if "\n" in str(case.arguments.get("name")) else None


def misfit_argument(case):
    """Empty where it must not be, or of a kind that no gateway takes."""
    for name in ("order_id", "notify_url", "trade_id"):
        if case.arguments.get(name) == "":
            return name
    for name in (*TEXTS, "name"):
        value = case.arguments.get(name)
        if value and not isinstance(value, str) and not (name == "order_id" and isinstance(value, int)):
            return name
    if case.creates and case.arguments.get("timeout"):
        seconds = exact(case.arguments["timeout"])
        if seconds is None or seconds <= 0 or seconds != int(seconds):
            return "timeout"
    return misfit_setting(case) if case.method in ("create_order", "cancel_order", "query_order") else None


def misfit_setting(case):
    """One of the constructor's, which counts from the first call on."""
    settings = case.operation["client"]
    wrong = {"api_token": settings["api_token"] == "", "api_url": settings["api_url"] == "not a url",
             "timeout": isinstance(settings["timeout"], list)}
    return next((name for name, is_wrong in wrong.items() if is_wrong), None)


def refused(case, seen):
    return {**seen, "requests": [], "logs": [], "outcome": {"raised": "ValidationError", "field": wrong_argument(case), "names the field": True}}


NAMED_WHEN_SPOILT = Rule(
    "white space and what is no number are refused by name",
    "raises `ValidationError` naming the field, before anything is sent, for white space and whatever is not a number",
    lambda case: spoilt_argument(case) is not None, refused)
NAMED_WHEN_MISFIT = Rule(
    "what is empty or of a wrong kind is refused by name too", "part 1 §3: what is required, and its type",
    lambda case: spoilt_argument(case) is None and misfit_argument(case) is not None, refused)
