"""BEpusdtClient: the merchant's side of a gateway, blocking."""
from __future__ import annotations

import sys

from .exceptions import APIError, NetworkError, ServerError, TimeoutError
from .models import Order, TradeType
from .retry import log_giving_up, log_retry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Dict, Mapping, Optional, Tuple, Type, Union

    from . import _core

    Number = Union[int, float, str, "Decimal"]
    from decimal import Decimal

_LOGGER = "bepusdt.client"
_CONNECTED = ("_client", "_transport", "_driver")  # what a client makes at its first call


def _verify(callback_data: object, api_token: str) -> Optional[bool]:
    """Until the first call; then this name is the C++ function itself."""
    from ._core import verify_signed_params

    globals()["_verify"] = verify_signed_params
    return verify_signed_params(callback_data, api_token)


class ClientSettings:
    """What both clients are told, and may be told otherwise at any time: an attribute that is set counts from the next call on.

    api_url: the gateway's address; trailing slashes do not matter
    timeout: seconds for each try; max_retries: tries after the first
    retry_delay: seconds before the first of these, then 2, 4, 8 … times as much
    deadline: seconds for a whole call with its waits; None: as long as its tries and waits take
    merchant_id: whose token this is, at a gateway with several
    proxy: "http://host:port", "socks5h://host:port", "none"; empty: as the environment says (HTTPS_PROXY …)
    ca_bundle: PEM file of trusted certificates; empty: REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE, else the system's
    language: of the gateway's sentences, e.g. "en" """

    def __init__(
        self,
        api_url: str,
        api_token: str,
        timeout: float = 30,
        max_retries: int = 3,
        retry_delay: float = 1.0,
        *,
        deadline: Optional[float] = None,
        merchant_id: str = "",
        proxy: str = "",
        ca_bundle: str = "",
        language: str = "",
    ) -> None:
        self.api_url = api_url.rstrip("/")
        self.api_token = api_token
        self.timeout = timeout
        self.max_retries = max_retries
        self.retry_delay = retry_delay
        self.deadline = deadline
        self.merchant_id = merchant_id
        self.proxy = proxy
        self.ca_bundle = ca_bundle
        self.language = language

    def __repr__(self) -> str:
        scheme, slashes, rest = self.api_url.partition("://")
        place, slash, path = rest.partition("/")
        host = place.rpartition("@")[2]  # without a password
        return "{}(api_url={!r})".format(type(self).__name__, scheme + slashes + host + slash + path)

    def __getstate__(self) -> Dict[str, Any]:
        """A copy begins with connections of its own."""
        return {name: value for name, value in self.__dict__.items() if name not in _CONNECTED}

    def verify_callback(self, callback_data: Union[Mapping[str, Any], bytes, str]) -> bool:
        """Whether a callback is the gateway's: its raw body, or the dict that a framework made of it. Never raises.

        Answer a callback with HTTP 200 and the body `ok`, or it comes again; it may come again anyway, so deliver once an
        order_id. Deliver on `status` 2 only."""
        try:
            verified = _verify(callback_data, self.api_token)
            if verified is None:
                from .signature import verify_unusual_callback

                verified = verify_unusual_callback(callback_data, self.api_token)
            return verified
        except Exception:  # whatever was sent to us, the answer is no
            return False

    def _settings(self) -> Tuple[Any, ...]:
        """For the C++ client, in the order in which it takes them."""
        logging = sys.modules.get("logging")
        debugging = logging is not None and logging.getLogger(_LOGGER).isEnabledFor(logging.DEBUG)
        return (
            self.api_url,
            self.api_token,
            self.merchant_id,
            self.timeout,
            self.max_retries,
            self.retry_delay,
            self.deadline,
            self.language,
            log_retry,
            _log_request if debugging else None,
        )

    def _trusted(self) -> str:
        from os import environ

        return self.ca_bundle or environ.get("REQUESTS_CA_BUNDLE") or environ.get("CURL_CA_BUNDLE") or ""


class BEpusdtClient(ClientSettings):
    """Calls block, with the GIL released; Ctrl-C ends them. May be used from several threads, and after a fork. Connections
    are kept. NetworkError, TimeoutError and ServerError are raised only after `max_retries` more tries; HTTP 429 is tried
    again if the server names a time."""

    _transport: Optional[Tuple[Tuple[str, str], _core.Transport]] = None
    _client: Optional[Tuple[Tuple[Any, ...], _core.Client]] = None

    def create_order(
        self,
        order_id: str,
        amount: Number,
        notify_url: str,
        redirect_url: Optional[str] = None,
        address: Optional[str] = None,
        trade_type: str = TradeType.USDT_TRC20,
        timeout: Optional[int] = None,
        rate: Optional[Number] = None,
        fiat: Optional[str] = None,
        name: Optional[str] = None,
    ) -> Order:
        """A new order; the same order_id again is the same order, rebuilt with what is given now.

        amount: fiat, exact as str or Decimal; a float counts as the 15 digits that it holds
        notify_url: where callbacks go; redirect_url: where the payer's browser goes once paid, notify_url by default
        address: collect here instead of to a configured wallet
        timeout: seconds until the order expires, 60 at least
        rate: 7.4 is the rate itself; "~1.02" the market's times 1.02, "+0.3" plus 0.3, "-0.2" less 0.2
        fiat: "CNY" by default; name: shown at checkout

        ValidationError before anything is sent; APIError when the gateway refuses."""
        core = self._core_client()
        try:
            made = core.create_order(
                order_id, amount, notify_url, redirect_url, address, trade_type, timeout, rate, fiat, name
            )
        except (NetworkError, TimeoutError, ServerError) as error:
            log_giving_up(error, error.attempts)
            raise
        return Order.of_core(made)

    def cancel_order(self, trade_id: str) -> Dict[str, Any]:
        """Offers the order no more. {"trade_id": …}; a cancelled order stays so."""
        core = self._core_client()
        try:
            return {"trade_id": core.cancel_order(trade_id)}
        except (NetworkError, TimeoutError, ServerError) as error:
            log_giving_up(error, error.attempts)
            raise

    def query_order(self, trade_id: str) -> Order:
        """What anybody may ask: trade_id, status, state, block_transaction_id, return_url; the rest is "" and 0.

        APIError with 订单不存在 for an unknown id."""
        core = self._core_client()
        try:
            order = Order.of_core(core.query_order(trade_id))
        except (NetworkError, TimeoutError, ServerError) as error:
            log_giving_up(error, error.attempts)
            raise
        except APIError as error:
            error.status_code = None  # this endpoint's answers have none
            raise
        return as_queried(order)

    def get_order(self, trade_id: Optional[str] = None, order_id: Optional[str] = None) -> Dict[str, Any]:
        """Everything that the gateway knows, by one of the two; signed, and not in BEpusdt. Amounts are texts."""
        core = self._core_client()
        try:
            found = core.get_order(trade_id, order_id)
        except (NetworkError, TimeoutError, ServerError) as error:
            log_giving_up(error, error.attempts)
            raise
        return details_of(found)

    def close(self) -> None:
        """Closes the kept connections. The client may be used again."""
        self._client = self._transport = None

    def __enter__(self) -> BEpusdtClient:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], where: Optional[TracebackType]
    ) -> None:
        self.close()

    def _core_client(self) -> _core.Client:
        settings = self._settings()
        connections = (self.proxy, self.ca_bundle)
        transport, client = self._transport, self._client
        if client is not None and transport is not None and client[0] == settings and transport[0] == connections:
            return client[1]
        from ._core import Client, Transport

        if transport is None or transport[0] != connections:
            transport = self._transport = (connections, Transport(self.proxy, self._trusted()))
        client = self._client = (settings, Client(transport[1], *settings))
        return client[1]


def as_queried(order: Order) -> Order:
    if order.block_transaction_id is None:
        order.block_transaction_id = ""  # asked for, and not there yet
    return order


def details_of(data: str) -> Dict[str, Any]:
    from json import loads

    try:
        details: Dict[str, Any] = loads(data)
    except ValueError:  # it is JSON: the library has read it
        raise APIError("响应含有过长的数字 / a number in the answer is longer than Python reads") from None
    return details


def _log_request(path: str, body: str) -> None:
    """The parameters as they are sent; the library has already put *** for the signature."""
    from json import loads
    from logging import getLogger

    getLogger(_LOGGER).debug("请求 %s 的参数: %s", path, loads(body))
