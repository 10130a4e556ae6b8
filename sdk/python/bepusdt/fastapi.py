"""FastAPI: a dependency that is only ever a callback of the gateway.

    @app.post("/notify", response_class=PlainTextResponse)
    async def notify(callback: Callback = Depends(verified_callback(client))):
        if callback.paid:
            await deliver_once(callback.order_id)
        return "ok"

The annotations here are evaluated by FastAPI, so that this file has real ones."""
from typing import Any, Awaitable, Callable, Optional

from fastapi import HTTPException, Request

from .callbacks import Callback, read_callback, verify_callback_hmac
from .exceptions import APIError, SignatureError

__all__ = ["Callback", "verified_callback"]


def verified_callback(tokens: Any, hmac_tolerance: Optional[float] = None) -> Callable[[Request], Awaitable[Callback]]:
    """A bepusdt.callbacks.Callback; for anything else the request is answered with HTTP 400.

    tokens: the API token, several, a client, or a function that returns one of these
    hmac_tolerance: seconds; also demands the header X-Bepusdt-Signature, not older than this (BEpusdt sends none)"""

    async def checked(request: Request) -> Callback:
        body = await request.body()
        try:
            callback = read_callback(body, tokens, request.headers)
        except (SignatureError, APIError):
            raise HTTPException(status_code=400, detail="fail")
        if hmac_tolerance is not None and not verify_callback_hmac(request.headers, body, tokens, hmac_tolerance):
            raise HTTPException(status_code=400, detail="fail")
        return callback

    return checked
