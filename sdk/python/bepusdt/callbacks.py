"""Callbacks: what the gateway posts to notify_url. Take the raw body as it arrived, before a framework made objects of it.

    callback = read_callback(request.body, token)      # SignatureError for what is not the gateway's
    if callback.status == OrderStatus.SUCCESS:
        deliver_once(callback.order_id)                # then answer HTTP 200 with the body `ok`

A callback comes again until it was answered so: deliver once per order_id (or per event_id). Wherever a token is taken, several
may be given, while one is being replaced. All comparisons take the same time wherever the difference lies."""
from __future__ import annotations

from enum import Enum

from .models import ExactAmounts, OrderStatus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping, Optional, Protocol, Tuple, Union

    class HasToken(Protocol):
        api_token: str

    Body = Union[bytes, bytearray, memoryview, str]
    Tokens = Union[str, Iterable[str], HasToken, Callable[[], Any]]
    Headers = Union[Mapping[Any, Any], Iterable[Tuple[Any, Any]]]

EVENT_HEADER = "X-Bepusdt-Event"
ATTEMPT_HEADER = "X-Bepusdt-Attempt"
HMAC_HEADER = "X-Bepusdt-Signature"


class Callback(ExactAmounts):
    """amount: fiat; actual_amount: crypto; both also exactly, see ExactAmounts
    token: the address that was paid to; block_transaction_id: "" before payment
    event_id: the same for each repetition of one event; attempt: 1 for its first. "" and 0 from gateways that do not say"""

    trade_id: str
    order_id: str
    token: str
    block_transaction_id: str
    status: OrderStatus
    event_id: str
    attempt: int

    def __init__(
        self,
        trade_id: str,
        order_id: str,
        amount: Union[str, float],
        actual_amount: Union[str, float],
        token: str,
        block_transaction_id: str = "",
        status: int = OrderStatus.SUCCESS,
    ) -> None:
        self.trade_id = trade_id
        self.order_id = order_id
        self._take_amounts(amount, actual_amount)
        self.token = token
        self.block_transaction_id = block_transaction_id
        self.status = OrderStatus(status)
        self.event_id = ""
        self.attempt = 0

    @property
    def paid(self) -> bool:
        return self.status == OrderStatus.SUCCESS

    def __repr__(self) -> str:
        return "Callback(trade_id={!r}, order_id={!r}, amount={!r}, actual_amount={!r}, status={!r})".format(
            self.trade_id, self.order_id, self.amount_text, self.actual_amount_text, self.status
        )


class HmacCheck(Enum):
    """What verify_callback_hmac found. True only when VALID."""

    VALID = "valid"
    MISSING = "missing"  # no header X-Bepusdt-Signature: BEpusdt sends none
    MALFORMED = "malformed"
    MISMATCH = "mismatch"  # none of the tokens made it: body or time were changed, or the token is another
    TOO_OLD = "too_old"  # further back than the tolerance: perhaps a replay
    TOO_NEW = "too_new"  # further ahead: clocks differ

    def __bool__(self) -> bool:
        return self is HmacCheck.VALID


def verify_callback(body: Body, tokens: Tokens) -> bool:
    """Whether the raw body's `signature` is the gateway's, however it writes numbers. False for whatever is no flat JSON
    object with one signature."""
    from ._core import verify_body

    try:
        return verify_body(_bytes_of(body), tokens_of(tokens))
    except UnicodeError:
        return False


def read_callback(body: Body, tokens: Tokens, headers: Optional[Headers] = None) -> Callback:
    """Verified and taken apart. SignatureError for what is not the gateway's, APIError for what is and cannot be read.

    With `headers`, the callback also knows its event_id and attempt."""
    from ._core import read_body
    from .exceptions import SignatureError

    try:
        callback = Callback(*read_body(_bytes_of(body), tokens_of(tokens)))
    except UnicodeError:
        raise SignatureError("回调签名无效 / this callback is not the gateway's: no text")
    if headers is not None:
        callback.event_id = header_of(headers, EVENT_HEADER)
        attempt = header_of(headers, ATTEMPT_HEADER)
        callback.attempt = int(attempt) if attempt.isdigit() and attempt.isascii() and len(attempt) < 10 else 0
    return callback


def verify_callback_hmac(
    headers: Headers, body: Body, tokens: Tokens, tolerance: float = 300, now: Optional[float] = None
) -> HmacCheck:
    """The stronger proof, which our gateway sends along: X-Bepusdt-Signature covers every byte of the body and its age.

    tolerance: seconds, both ways; now: Unix time, the clock's by default"""
    from time import time

    from ._core import check_hmac

    header = header_of(headers, HMAC_HEADER)
    try:
        outcome = check_hmac(
            _bytes_of(header), _bytes_of(body), tokens_of(tokens), int(tolerance), int(time() if now is None else now)
        )
    except UnicodeError:
        return HmacCheck.MALFORMED
    return HmacCheck(outcome)


def sign_callback(callback: Callback, api_token: str, now: Optional[float] = None) -> Tuple[Dict[str, str], bytes]:
    """For a shop's own tests: (headers, body) as the gateway would send them."""
    from time import time

    from ._core import sign_body

    headers, body = sign_body(
        callback.trade_id,
        callback.order_id,
        callback.amount_text,
        callback.actual_amount_text,
        callback.token,
        callback.block_transaction_id,
        int(callback.status),
        api_token,
        int(time() if now is None else now),
    )
    return dict(headers), body


def tokens_of(tokens: Tokens) -> List[str]:
    """A token, several, a client, or a function that returns one of these when a callback has come."""
    if isinstance(tokens, str):
        return [tokens]
    own: Optional[str] = getattr(tokens, "api_token", None)
    if own is not None:
        return [own]
    if callable(tokens):
        return tokens_of(tokens())
    return list(tokens)  # type: ignore[arg-type]


def header_of(headers: Headers, name: str) -> str:
    """The first header of that name in any case, from a mapping or pairs, of str or bytes; "" where there is none."""
    wanted = name.lower()
    for key, value in _pairs_of(headers):
        if _text_of(key).lower() == wanted:
            return _text_of(value)
    return ""


def _pairs_of(headers: Any) -> Iterator[Tuple[Any, Any]]:
    return iter(headers.items() if hasattr(headers, "items") else headers)


def _text_of(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _bytes_of(body: Body) -> bytes:
    return body.encode("utf-8") if isinstance(body, str) else bytes(body)
