"""Every name and default that callers of bepusdt 0.3.1 know, and what an import costs."""
import inspect
import re
from pathlib import Path

import bepusdt
import bepusdt.exceptions
import pytest
from bepusdt import BEpusdtClient, OrderStatus, TradeType, _core

ROOT = Path(__file__).resolve().parents[3]


def test_the_version_is_the_librarys():
    header = (ROOT / "sdk/cpp/include/bepusdt/config.hpp").read_text()
    assert bepusdt.__version__ == _core.version == re.search(r'BEPUSDT_SDK_VERSION "(.+)"', header)[1]


def test_everything_is_where_it_was():
    from bepusdt import Order  # noqa: F401
    from bepusdt.exceptions import (APIError, BEpusdtError, ClientError, NetworkError, ServerError, SignatureError,
                                    TimeoutError, ValidationError)
    from bepusdt.retry import retry_on_error  # noqa: F401
    from bepusdt.signature import generate_signature, verify_signature  # noqa: F401

    for error in (APIError, ClientError, NetworkError, ServerError, SignatureError, TimeoutError, ValidationError):
        assert issubclass(error, BEpusdtError) and getattr(bepusdt, error.__name__) is error
    assert set(bepusdt.__all__) >= {"BEpusdtClient", "Order", "OrderStatus", "TradeType", "BEpusdtError"}
    assert all(hasattr(bepusdt, name) for name in bepusdt.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'AsyncClient'"):
        bepusdt.AsyncClient


def test_a_validation_error_is_a_value_error_too():
    assert issubclass(bepusdt.ValidationError, ValueError)


def parameters(function):
    return [(p.name, p.default) for p in inspect.signature(function).parameters.values() if p.kind != p.KEYWORD_ONLY]


def test_constructor_and_methods_take_the_same_arguments_with_the_same_defaults():
    none = inspect.Parameter.empty
    assert parameters(BEpusdtClient) == [("api_url", none), ("api_token", none), ("timeout", 30), ("max_retries", 3),
                                         ("retry_delay", 1.0)]
    assert parameters(BEpusdtClient.create_order)[1:] == [
        ("order_id", none), ("amount", none), ("notify_url", none), ("redirect_url", None), ("address", None),
        ("trade_type", "usdt.trc20"), ("timeout", None), ("rate", None), ("fiat", None), ("name", None)]
    assert parameters(BEpusdtClient.cancel_order)[1:] == [("trade_id", none)]
    assert parameters(BEpusdtClient.query_order)[1:] == [("trade_id", none)]
    assert parameters(bepusdt.Order.generate_qrcode)[1:] == [("box_size", 10), ("border", 4)]
    assert parameters(bepusdt.Order.get_qrcode_base64)[1:] == [("box_size", 10), ("border", 4), ("format", "PNG")]
    assert parameters(bepusdt.retry.retry_on_error)[:3] == [("max_retries", 3), ("delay", 1.0), ("backoff", 2.0)]


def test_what_is_new_is_keyword_only():
    new = [p.name for p in inspect.signature(BEpusdtClient).parameters.values() if p.kind == p.KEYWORD_ONLY]
    assert new == ["deadline", "merchant_id", "proxy", "ca_bundle", "language"]


def test_both_clients_offer_the_same_methods():
    for method in ("create_order", "cancel_order", "query_order", "get_order", "verify_callback", "__init__"):
        assert parameters(getattr(BEpusdtClient, method)) == parameters(getattr(bepusdt.AsyncBEpusdtClient, method))


def test_the_attributes_are_the_arguments_and_the_address_has_no_trailing_slashes():
    client = BEpusdtClient(api_url="https://pay.example.com/base//", api_token="t")
    assert (client.api_url, client.api_token) == ("https://pay.example.com/base", "t")
    assert (client.timeout, client.max_retries, client.retry_delay) == (30, 3, 1.0)


def test_the_token_is_not_in_a_clients_repr():
    assert "secret" not in repr(BEpusdtClient("https://pay.example.com", "secret"))


def test_trade_types_are_the_librarys_as_plain_texts():
    names = {name: value for name, value in vars(TradeType).items() if not name.startswith("_")}
    assert set(names.values()) == set(_core.trade_types)
    assert all(type(value) is str for value in names.values())
    assert (TradeType.USDT_TRC20, TradeType.ETH_ERC20, TradeType.BNB_BEP20) == ("usdt.trc20", "ethereum.eth", "bsc.bnb")


def test_statuses_are_integers():
    assert [(s.name, int(s)) for s in OrderStatus] == [("WAITING", 1), ("SUCCESS", 2), ("TIMEOUT", 3), ("CANCELED", 4),
                                                       ("CONFIRMING", 5), ("FAILED", 6)]
    assert OrderStatus.SUCCESS == 2


HEAVY = ["asyncio", "dataclasses", "decimal", "inspect", "json", "logging", "requests", "typing", "bepusdt._core", "bepusdt.aio"]


def test_an_import_and_a_client_load_nothing_heavy_and_print_nothing(run):
    code = ("import sys; before = set(sys.modules); import bepusdt, bepusdt.exceptions, bepusdt.signature;"
            "bepusdt.BEpusdtClient('http://127.0.0.1:1', 't'); print(sorted(set(sys.modules) - before))")
    loaded = run(code)
    assert loaded.count("\n") == 1
    assert [name for name in HEAVY if f"'{name}'" in loaded] == []


def test_a_call_loads_neither_logging_nor_asyncio(run, gateway):
    code = ("import sys, bepusdt; bepusdt.BEpusdtClient(sys.argv[1], 'epusdt_password_xasddawqe').create_order('1', 1, 'http://s/n');"
            "print([name for name in ('logging', 'asyncio', 'typing', 'decimal', 'json') if name in sys.modules])")
    assert run(code, gateway.url) == "[]\n"


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_the_certificates_that_the_environment_names_count_unless_the_client_names_others(monkeypatch, name):
    """That a bundle is trusted and nothing else is held by the C++ library's tests; this is what it is handed."""
    for other in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(other, raising=False)
    client = BEpusdtClient("https://pay.example.com", "a token")
    assert client._trusted() == ""
    monkeypatch.setenv(name, "environment.pem")
    assert client._trusted() == "environment.pem"
    client.ca_bundle = "own.pem"
    assert client._trusted() == "own.pem"
