"""Case: one operation of driver.py, and the script of server.py that it meets. And the short ways to write one."""
from dataclasses import dataclass, field, replace

from parity.gateway_answers import made

TOKEN = "epusdt_password_xasddawqe"
NOTIFY = "https://shop.example.com/notify"
TRADE_ID = "0zTkUFwdyfgoDGD00a"
SERVER = "the server's own address"  # stands for it until the server is there
PATIENT = {"api_url": SERVER, "api_token": TOKEN, "timeout": 10, "max_retries": 3, "retry_delay": 0.001}


@dataclass
class Case:
    operation: dict
    script: list = field(default_factory=list)

    @property
    def does(self):
        return self.operation["do"]

    @property
    def method(self):
        return self.operation.get("method")

    @property
    def arguments(self):
        """Those of a method, by name."""
        return self.operation.get("named", {})

    @property
    def creates(self):
        """It is a create_order that gets as far as looking at its arguments."""
        return self.method == "create_order" and "notify_url" in self.arguments

    @property
    def answers(self):
        return [behaviour for behaviour in self.script if not isinstance(behaviour, str)]

    def with_arguments(self, **changed):
        return replace(self, operation={**self.operation, "named": {**self.arguments, **changed}})

    def with_script(self, script):
        return replace(self, script=script)


def call(method, script=(), client=(), **named):
    return Case({"do": "call", "client": {**PATIENT, **dict(client)}, "method": method, "positional": [], "named": named}, list(script))


def create(script=(), client=(), **named):
    """create_order with arguments that are right, but for those that are given."""
    arguments = {"order_id": "1001", "amount": 10, "notify_url": NOTIFY, **named}
    return call("create_order", script or [made(order_id=str(arguments["order_id"]))], client, **arguments)


def asked(method, script, client=()):
    """One of the three methods with arguments that are right."""
    return create(script, client) if method == "create_order" else call(method, script, client, trade_id=TRADE_ID)


def special(value, tag):
    """What is in a tagged value (see driver.py), or None."""
    return value.get(tag) if isinstance(value, dict) else None
