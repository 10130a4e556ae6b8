"""Flask: a view that sees only callbacks of the gateway.

    @app.post("/notify")
    @verified_callback(client)
    def notify(callback):
        if callback.paid:
            deliver_once(callback.order_id)
        return "ok", 200"""
from __future__ import annotations

from functools import wraps

from flask import current_app, request

from .callbacks import read_callback, verify_callback_hmac
from .exceptions import APIError, SignatureError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional, TypeVar

    from .callbacks import Tokens

    View = TypeVar("View", bound=Callable[..., Any])


def verified_callback(tokens: Tokens, hmac_tolerance: Optional[float] = None) -> Callable[[View], View]:
    """Calls the view with a bepusdt.callbacks.Callback as its first argument; anything else is answered ("fail", 400).

    tokens: the API token, several, a client, or a function that returns one of these for the request
    hmac_tolerance: seconds; also demands the header X-Bepusdt-Signature, not older than this (BEpusdt sends none)"""

    def decorate(view: Any) -> Any:
        @wraps(view)
        def checked(*positional: Any, **named: Any) -> Any:
            body = request.get_data()
            try:
                callback = read_callback(body, tokens, request.headers)
            except (SignatureError, APIError):
                return "fail", 400
            if hmac_tolerance is not None and not verify_callback_hmac(request.headers, body, tokens, hmac_tolerance):
                return "fail", 400
            return current_app.ensure_sync(view)(callback, *positional, **named)

        return checked

    return decorate
