"""What can go wrong, as exceptions. All derive from BEpusdtError.

    ValidationError  an argument that cannot be right; nothing was sent; `field` names it
    NetworkError     no answer: not reachable, refused, reset, a certificate that does not hold, an answer cut off
    TimeoutError     no whole answer within the time
    ServerError      HTTP 500 and above
    ClientError      HTTP 300 to 499: a redirect (never followed; `location` has the new address) or a refusal
    APIError         the gateway said no; or its answer is none
    SignatureError   a callback that is not the gateway's

NetworkError, TimeoutError and ServerError have been tried again by the client before they are raised (`attempts` says how
often in all)."""
from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Optional, Type


class BEpusdtError(Exception):
    """Base of all. Empty texts and None where the gateway did not say."""

    code = ""  # the gateway's stable code, e.g. "order_not_found"
    request_id = ""  # as in the gateway's log
    retry_after: Optional[int] = None  # seconds, as the server asked
    attempts = 0  # how many times the request was sent, or tried to


class SignatureError(BEpusdtError):
    """A signature that the token did not make."""


class APIError(BEpusdtError):
    """The gateway's own no. `response` is its whole answer where that is a JSON object."""

    def __init__(
        self, message: str, status_code: Optional[int] = None, response: Optional[Dict[str, Any]] = None
    ) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.response = response


class NetworkError(BEpusdtError):
    """No answer."""


class TimeoutError(BEpusdtError):
    """No whole answer within the time."""


class _HttpError(BEpusdtError):
    def __init__(self, message: str, status_code: Optional[int] = None) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.response: Optional[Dict[str, Any]] = None  # the answer's body where that is a JSON object


class ServerError(_HttpError):
    """HTTP 500 and above."""


class ClientError(_HttpError):
    """HTTP 300 to 499."""

    location = ""  # of a redirect: the new address


class ValidationError(BEpusdtError, ValueError):
    """An argument that cannot be right. `field` is its name."""

    field = ""


_CLASSES: Dict[str, Type[Any]] = {
    "ValidationError": ValidationError,
    "NetworkError": NetworkError,
    "TimeoutError": TimeoutError,
    "ServerError": ServerError,
    "ClientError": ClientError,
    "ApiError": APIError,
    "SignatureError": SignatureError,
}


def error_of_core(
    kind: str,
    message: str,
    status_code: int,
    code: str,
    response: str,
    request_id: str,
    field: str,
    location: str,
    retry_after: Optional[int],
    attempts: int,
) -> BEpusdtError:
    """The C++ library's ErrorInfo as an exception."""
    error: BEpusdtError = _CLASSES[kind](message)
    error.code = code
    error.request_id = request_id
    error.retry_after = retry_after
    error.attempts = attempts
    if isinstance(error, (APIError, _HttpError)):
        error.response = _json_object(response)
        # APIError's is the envelope's own; of an answer that is no envelope there is none.
        told = isinstance(error, _HttpError) or "status_code" in (error.response or ())
        error.status_code = status_code if told else None
    if isinstance(error, ClientError):
        error.location = location
    if isinstance(error, ValidationError):
        error.field = field
    return error


def _json_object(text: str) -> Optional[Dict[str, Any]]:
    import json

    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):  # no JSON, or deeper than Python reads
        return None
    return value if isinstance(value, dict) else None
