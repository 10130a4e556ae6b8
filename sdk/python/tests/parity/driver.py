"""Carries out calls of whichever package `bepusdt` its interpreter has, and says what came of each: one JSON line in, one out.

Knows neither package: what they do differently is for rules.py. Values that JSON does not have come as {"$decimal": "1.5"}, …"""
import dataclasses
import decimal
import importlib
import inspect
import io
import json
import logging
import sys
import time


class EqualToAnything:
    """What a test double for a signature is."""

    def __eq__(self, other):
        return True


MADE = {
    "$decimal": decimal.Decimal,
    "$float": float,
    "$tuple": tuple,
    "$surrogate": lambda code: chr(code),
    "$anything": lambda _: EqualToAnything(),
    "$bytes": lambda text: text.encode(),
}


def value_of(coded):
    if isinstance(coded, list):
        return [value_of(item) for item in coded]
    if isinstance(coded, dict):
        if len(coded) == 1 and next(iter(coded)) in MADE:
            (tag, inner), = coded.items()
            return MADE[tag](value_of(inner))
        return {name: value_of(item) for name, item in coded.items()}
    return coded


def shown(value):
    """repr tells 1 from 1.0, True and OrderStatus.WAITING."""
    from bepusdt import Order

    if not isinstance(value, Order):
        return repr(value)
    return {
        "repr": repr(value),
        "asdict": repr(dataclasses.asdict(value)),
        "attributes": repr([getattr(value, field.name) for field in dataclasses.fields(value)]),
    }


class Records(logging.Handler):
    def __init__(self):
        super().__init__()
        self.kept = []

    def emit(self, record):
        self.kept.append([record.name, record.levelname, "'signature': '***'" in record.getMessage()])


def carry_out(operation):
    return OPERATIONS[operation["do"]](operation)


def construct(operation):
    from bepusdt import BEpusdtClient

    client = BEpusdtClient(*value_of(operation["positional"]), **value_of(operation["named"]))
    names = ("api_url", "api_token", "timeout", "max_retries", "retry_delay")
    return {name: repr(getattr(client, name)) for name in names}


def call(operation):
    from bepusdt import BEpusdtClient

    client = BEpusdtClient(**value_of(operation["client"]))
    return shown(getattr(client, operation["method"])(*value_of(operation["positional"]), **value_of(operation["named"])))


def function(operation):
    module = importlib.import_module(operation["module"])
    return shown(getattr(module, operation["name"])(*value_of(operation["positional"])))


def order(operation):
    """An Order made by hand, and what programs do with one."""
    from bepusdt import Order

    made = Order.from_dict(value_of(operation["data"])) if "data" in operation else Order(**value_of(operation["named"]))
    again = dataclasses.replace(made)
    other = dataclasses.replace(made, trade_id="another")
    return {
        **shown(made),
        "equal": [made == again, made != again, made == other, made == repr(made)],
        "hashable": made.__hash__ is not None,
        "fields": [[field.name, repr(field.default) if field.default is not dataclasses.MISSING else None] for field in dataclasses.fields(made)],
        "is_dataclass": dataclasses.is_dataclass(made),
        "astuple": repr(dataclasses.astuple(made)),
    }


def exception(operation):
    from bepusdt import exceptions

    made = getattr(exceptions, operation["name"])(*value_of(operation["positional"]), **value_of(operation["named"]))
    raise made


def retry(operation):
    """The decorator, around a function that fails so many times."""
    from bepusdt import exceptions
    from bepusdt.retry import retry_on_error

    calls = []

    @retry_on_error(**operation["named"])
    def fails(answer):
        """Its own words."""
        calls.append(answer)
        if len(calls) <= operation["failures"]:
            raise getattr(exceptions, operation["raises"], ValueError)("it fails")
        return answer

    try:
        return {"returned": fails("done"), "calls": len(calls), "doc": fails.__doc__}
    except Exception as error:  # noqa: BLE001
        return {"raised": type(error).__name__, "calls": len(calls)}


def surface(operation):
    """The public names that a module defines, with the parameters and defaults of what can be called."""
    module = importlib.import_module(operation["module"])
    exported = getattr(module, "__all__", ())
    found = {}
    for name, thing in vars(module).items():
        if name.startswith("_") or not (name in exported or getattr(thing, "__module__", "") == module.__name__):
            continue
        found[name] = parameters(thing)
        for base in thing.__mro__ if inspect.isclass(thing) else ():
            for inner, member in vars(base).items() if base.__module__.startswith("bepusdt") else ():
                if not inner.startswith("_") and member is not None:  # None: a field's default, which dataclasses leave on the class
                    found["{}.{}".format(name, inner)] = parameters(getattr(thing, inner))
    return found


def parameters(thing):
    if not callable(thing):
        return repr(thing)
    try:
        listed = inspect.signature(thing).parameters.values()
    except ValueError:
        return "no parameters"
    return [[p.name, repr(p.default) if p.default is not p.empty else None] for p in listed if p.kind != p.KEYWORD_ONLY]


def names(_):
    """What hangs on the package and on a client, and which exceptions are children of which."""
    import bepusdt

    client = bepusdt.BEpusdtClient("http://127.0.0.1:1", "token")
    found = {name: True for name in bepusdt.__all__}
    found.update({"client." + name: hasattr(client, name) for name in ("api_url", "api_token", "timeout", "max_retries", "retry_delay", "session")})
    for name in bepusdt.__all__:
        thing = getattr(bepusdt, name)
        if isinstance(thing, type) and issubclass(thing, Exception):
            found["bases of " + name] = [base.__name__ for base in thing.__mro__ if base.__module__.startswith("bepusdt") and base.__name__[0] != "_"]
    return found


def first_client(_):
    """Which must be the first of its process."""
    from bepusdt import BEpusdtClient

    BEpusdtClient("http://127.0.0.1:1", "token")


OPERATIONS = {made.__name__: made for made in (construct, call, function, order, exception, retry, surface, names, first_client)}


def observed(operation):
    records, printed = Records(), io.StringIO()
    logger = logging.getLogger("bepusdt")
    logger.addHandler(records)
    logger.setLevel(logging.DEBUG)
    kept, sys.stdout = sys.stdout, printed
    began = time.monotonic()
    try:
        outcome = {"returned": carry_out(operation)}
    except Exception as error:  # noqa: BLE001
        outcome = {"raised": type(error).__name__, "text": str(error)}
        for name in ("status_code", "response", "field", "location"):
            if hasattr(error, name):
                outcome[name] = getattr(error, name)
    finally:
        sys.stdout = kept
        logger.removeHandler(records)
    return {"outcome": outcome, "logs": records.kept, "printed": printed.getvalue(), "seconds": time.monotonic() - began}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(observed(json.loads(line))), flush=True)
