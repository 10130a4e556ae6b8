"""AsyncBEpusdtClient: the client for asyncio.

    async with AsyncBEpusdtClient(api_url, api_token) as client:
        order = await client.create_order(order_id="1001", amount="28.8", notify_url="https://shop.example.com/notify")

No thread: libcurl's sockets are watched by the event loop that calls it."""
from __future__ import annotations

import asyncio
from weakref import WeakMethod

from .client import ClientSettings, as_queried, details_of
from .exceptions import APIError, NetworkError, ServerError, TimeoutError
from .models import Order, TradeType
from .retry import log_giving_up

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Dict, Optional, Tuple, Type

    from . import _core
    from .client import Number


class _Driver:
    """libcurl on one event loop: watches its sockets, keeps its timer, and carries out calls."""

    def __init__(self, loop: asyncio.AbstractEventLoop, connections: Tuple[str, str], trusted: str) -> None:
        from ._core import Exchanges

        self.loop = loop
        self.connections = connections
        self._watched: Dict[int, Tuple[bool, bool]] = {}
        self._timer: Optional[asyncio.TimerHandle] = None
        self._calls: Dict[int, asyncio.Future[Optional[float]]] = {}
        self._exchanges = Exchanges(connections[0], trusted, _weakly(self._watch), _weakly(self._set_timer))

    async def run(self, call: _core.Call) -> Any:
        while True:
            wait = await self._send(call)
            if wait is None:
                return call.result()
            await asyncio.sleep(wait)
            if not call.resume():
                return call.result()

    async def _send(self, call: _core.Call) -> Optional[float]:
        future: asyncio.Future[Optional[float]] = self.loop.create_future()

        def done(wait: Optional[float], error: Optional[BaseException]) -> None:
            if future.done():
                return
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(wait)

        number = self._exchanges.start(call, done)
        self._calls[number] = future
        try:
            return await future
        finally:
            del self._calls[number]
            self._exchanges.cancel(number)  # nothing to do unless we were cancelled

    def close(self) -> None:
        """Ends whatever still runs as if it had been cancelled."""
        for future in self._calls.values():
            future.cancel()
        self._exchanges.close()
        self._set_timer(None)
        for socket in list(self._watched):
            self._watch(socket, False, False)

    # libcurl calls these two; they must not call it.

    def _watch(self, socket: int, read: bool, write: bool) -> None:
        was = self._watched.pop(socket, (False, False))
        if read or write:
            self._watched[socket] = (read, write)
        if self.loop.is_closed():
            return
        if read and not was[0]:
            self.loop.add_reader(socket, self._exchanges.ready, socket, True, False)
        elif was[0] and not read:
            self.loop.remove_reader(socket)
        if write and not was[1]:
            self.loop.add_writer(socket, self._exchanges.ready, socket, False, True)
        elif was[1] and not write:
            self.loop.remove_writer(socket)

    def _set_timer(self, after: Optional[float]) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if after is not None and not self.loop.is_closed():
            self._timer = self.loop.call_later(after, self._timer_due)

    def _timer_due(self) -> None:
        self._timer = None
        self._exchanges.timer_due()


def _weakly(method: Any) -> Any:
    """For the C++ side, whose references Python's garbage collector does not see."""
    held = WeakMethod(method)

    def call(*arguments: Any) -> None:
        found = held()
        if found is not None:
            found(*arguments)

    return call


class AsyncBEpusdtClient(ClientSettings):
    """BEpusdtClient's methods as coroutines, with its settings, errors, retries and logs. Calls may run side by side. A call
    that is cancelled ends its exchange at once; the gateway may have carried it out. Connections belong
    to the event loop that used the client last; another loop begins with its own. Use `async with`, or `aclose` at the end."""

    _driver: Optional[_Driver] = None
    _client: Optional[Tuple[Tuple[Any, ...], _core.AsyncClient]] = None

    async def create_order(
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
        made = await self._run(
            self._core_client().create_order(
                order_id, amount, notify_url, redirect_url, address, trade_type, timeout, rate, fiat, name
            )
        )
        return Order.of_core(made)

    async def cancel_order(self, trade_id: str) -> Dict[str, Any]:
        return {"trade_id": await self._run(self._core_client().cancel_order(trade_id))}

    async def query_order(self, trade_id: str) -> Order:
        try:
            return as_queried(Order.of_core(await self._run(self._core_client().query_order(trade_id))))
        except APIError as error:
            error.status_code = None  # this endpoint's answers have none
            raise

    async def get_order(self, trade_id: Optional[str] = None, order_id: Optional[str] = None) -> Dict[str, Any]:
        return details_of(await self._run(self._core_client().get_order(trade_id, order_id)))

    async def aclose(self) -> None:
        """Ends what still runs and closes the kept connections. The client may be used again."""
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    async def __aenter__(self) -> AsyncBEpusdtClient:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], where: Optional[TracebackType]
    ) -> None:
        await self.aclose()

    def _core_client(self) -> _core.AsyncClient:
        settings = self._settings()
        if self._client is not None and self._client[0] == settings:
            return self._client[1]
        from ._core import AsyncClient

        client = AsyncClient(*settings)
        self._client = (settings, client)
        return client

    async def _run(self, call: _core.Call) -> Any:
        try:
            return await self._driver_here().run(call)
        except (NetworkError, TimeoutError, ServerError) as error:
            log_giving_up(error, error.attempts)
            raise

    def _driver_here(self) -> _Driver:
        loop = asyncio.get_event_loop()
        connections = (self.proxy, self.ca_bundle)
        driver = self._driver
        if driver is None or driver.loop is not loop or driver.connections != connections:
            if driver is not None and (driver.loop is loop or driver.loop.is_closed()):
                driver.close()
            driver = self._driver = _Driver(loop, connections, self._trusted())
        return driver
