"""Defects of existing gateways that show only in the real binary's first minutes; tests/defects/README.md lists all of them."""
import json
import re
import tomllib

import pytest
from bepusdt.signature import generate_signature

from harness.evm import ROOT
from harness.gateway import TOKEN, Gateway
from harness.ports import free_port

# Where gateways in the field keep their installers, first passwords and settings.
WHERE_OTHERS_SHOW_THEM = [
    "/", "/admin", "/admin/", "/admin/login", "/login", "/install", "/setup", "/init", "/register", "/api/init", "/api/auth/login",
    "/api/v1/config", "/api/v1/settings", "/config", "/conf.toml", "/gateway.db", "/.env", "/debug/vars", "/swagger", "/robots.txt",
    "/assets/../conf.toml", "/assets/%2e%2e/conf.toml", "//conf.toml"]


def own_paths():
    """Every endpoint of the gateway's table, with an order that is not there."""
    patterns = re.findall(r'\{(get|post), "([^"]+)"', (ROOT / "src/http/routes.cpp").read_text())
    assert len(patterns) > 10
    return [(method.upper(), pattern.replace("{trade_id}", "0" * 18).replace("*", "app.css")) for method, pattern in patterns]


@pytest.fixture
def files(tmp_path):
    """A gateway's files, without its process."""
    made = Gateway(tmp_path / "files", "http://127.0.0.1:9")
    yield made
    made.close()


def test_first_visitor_never_sees_credentials(files):
    files.config.unlink()
    files.start(until="/healthz", settings={"BEPUSDT_LISTEN": f"127.0.0.1:{files.port}"})
    token = tomllib.loads(files.config.read_text())["auth_token"]
    asked = own_paths() + [(method, path) for path in WHERE_OTHERS_SHOW_THEM for method in ("GET", "POST")]
    for method, path in asked:
        status, headers, body = files.http(method, path, "{}" if method == "POST" else None)
        seen = f"{headers} {body}"
        assert token not in seen and "auth_token" not in seen, f"{method} {path}: {seen}"
        assert "location" not in headers, f"{method} {path} leads a visitor to {headers['location']}"
        assert "set-cookie" not in headers, f"{method} {path} makes a session for anybody"
        assert (method, path) in own_paths() or status in (400, 404, 405), f"{method} {path}: {status}"
    assert token not in files.log


def asked_for_an_order(gateway, fields):
    """Status and body, whatever they are."""
    whole = {"notify_url": "http://127.0.0.1:9/notify", **fields}
    signed = {**whole, "signature": generate_signature(whole, TOKEN)}
    status, _, body = gateway.http("POST", "/api/v1/order/create-transaction", json.dumps(signed))
    return status, body


@pytest.mark.parametrize("source", ["coingecko", "okx"])
def test_a_stale_or_missing_rate_refuses_to_quote_instead_of_using_a_fallback(files, source):
    """Right after the start nobody has told a price yet, and here nobody ever will."""
    files.write_config(rate={"source": source, "url": f"http://127.0.0.1:{free_port()}"})
    files.start(until="/healthz")
    for amount in (10, 0.01, 100000):
        for trade_type in ("usdt.erc20", "ethereum.eth"):
            for rule in (None, "~1.02", "+0.3"):
                fields = {"order_id": f"{amount}-{trade_type}-{rule}", "amount": amount, "trade_type": trade_type}
                status, body = asked_for_an_order(files, {**fields, **({"rate": rule} if rule else {})})
                assert status == 503 and '"rate_unavailable"' in body, body
    assert files.data("order", "list") == []
