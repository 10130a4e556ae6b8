"""Client of BEpusdt payment gateways: make orders, ask after them, verify callbacks.

    from bepusdt import BEpusdtClient

    client = BEpusdtClient(api_url="https://pay.example.com", api_token="...")
    order = client.create_order(order_id="1001", amount="28.8", notify_url="https://shop.example.com/notify")
    print(order.payment_url)

Importing this is cheap: the C++ library behind it, asyncio and logging are loaded when they are first needed."""
from __future__ import annotations

from .client import BEpusdtClient
from .exceptions import (
    APIError,
    BEpusdtError,
    ClientError,
    NetworkError,
    ServerError,
    SignatureError,
    TimeoutError,
    ValidationError,
)
from .models import Order, OrderStatus, TradeType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .aio import AsyncBEpusdtClient

__version__ = "0.4.0"
__all__ = [
    "APIError",
    "AsyncBEpusdtClient",
    "BEpusdtClient",
    "BEpusdtError",
    "ClientError",
    "NetworkError",
    "Order",
    "OrderStatus",
    "ServerError",
    "SignatureError",
    "TimeoutError",
    "TradeType",
    "ValidationError",
]


def __getattr__(name: str) -> object:
    if name == "AsyncBEpusdtClient":
        from .aio import AsyncBEpusdtClient

        globals()[name] = AsyncBEpusdtClient
        return AsyncBEpusdtClient
    raise AttributeError("module {!r} has no attribute {!r}".format(__name__, name))
