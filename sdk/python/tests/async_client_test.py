"""AsyncBEpusdtClient on asyncio: the same calls, side by side, without a thread, and cancellable."""
import asyncio
import copy
import gc
import logging
import pickle
import threading
import weakref

import pytest
from bepusdt import (APIError, AsyncBEpusdtClient, ClientError, NetworkError, OrderStatus, ServerError, TimeoutError,
                     ValidationError)
from fake_gateway import TOKEN, Answer, envelope, made_order, signature_of

NOTIFY = "https://shop.example.com/notify"


def with_client(gateway, work, **settings):
    async def main():
        async with AsyncBEpusdtClient(gateway.url, TOKEN, **{"retry_delay": 0, **settings}) as client:
            return await asyncio.wait_for(work(client), 30)

    return asyncio.run(main(), debug=True)


def test_all_calls_are_there(gateway):
    gateway.statuses["t-1"] = {"trade_id": "t-1", "trade_hash": "0xab", "status": 2, "return_url": ""}

    async def work(client):
        made = await client.create_order(order_id="1", amount="28.80", notify_url=NOTIFY, rate="~1.02")
        assert (made.trade_id, made.amount_text, made.status) == ("t-1", "28.8", OrderStatus.WAITING)
        assert await client.cancel_order("t-1") == {"trade_id": "t-1"}
        asked = await client.query_order("t-1")
        assert (asked.status, asked.state, asked.block_transaction_id) == (OrderStatus.SUCCESS, "paid", "0xab")
        assert (await client.get_order(trade_id="t-1"))["state"] == "confirming"
        assert client.verify_callback({"a": "b"}) is False

    with_client(gateway, work)
    assert all(r.json["signature"] == signature_of(r.body) for r in gateway.requests if r.method == "POST")
    assert len({r.client_port for r in gateway.requests}) == 1


def test_calls_run_side_by_side(gateway):
    all_here = threading.Barrier(10, timeout=20)

    class WaitForAll:
        def wait(self, _):
            all_here.wait()

    gateway.next += [Answer(made_order(f"t-{n}", order_id=""), wait=WaitForAll()) for n in range(10)]

    async def work(client):
        orders = await asyncio.gather(*(client.create_order(n, 1, NOTIFY) for n in range(10)))
        assert {order.trade_id for order in orders} == {f"t-{n}" for n in range(10)}

    with_client(gateway, work)


def raised(gateway, kind, *answers, **settings):
    gateway.next += answers

    async def work(client):
        with pytest.raises(kind) as caught:
            await client.create_order("1", 1, NOTIFY)
        return caught.value

    return with_client(gateway, work, **settings)


def test_errors_are_the_same(gateway):
    assert raised(gateway, APIError, Answer(envelope(400, "没有", error="no_wallet"))).code == "no_wallet"
    assert raised(gateway, ServerError, *[Answer(b"", 500)] * 4).attempts == 4
    assert raised(gateway, ClientError, Answer(b"", 404)).status_code == 404
    assert raised(gateway, NetworkError, *[Answer(reset=True)] * 4).attempts == 4
    release = threading.Event()
    assert raised(gateway, TimeoutError, Answer(wait=release), timeout=0.05, max_retries=0).attempts == 1
    release.set()


def test_an_unknown_order_has_no_status_code(gateway):
    async def work(client):
        with pytest.raises(APIError, match="订单不存在") as caught:
            await client.query_order("t-9")
        assert caught.value.status_code is None

    with_client(gateway, work)


def test_a_wrong_argument_is_refused_before_anything_is_sent(gateway):
    async def work(client):
        with pytest.raises(ValidationError, match="amount"):
            await client.create_order("1", " 42", NOTIFY)

    with_client(gateway, work)
    assert gateway.requests == []


def test_retries_are_logged(gateway, caplog):
    with caplog.at_level(logging.DEBUG, "bepusdt"):
        raised(gateway, ServerError, *[Answer(b"", 500)] * 2, max_retries=1)
    levels = [record.levelname for record in caplog.records if record.name == "bepusdt.retry"]
    assert levels == ["WARNING", "ERROR"]
    assert "'signature': '***'" in caplog.text


def test_a_cancelled_call_ends_at_once_and_the_client_goes_on(gateway):
    release = threading.Event()
    gateway.next.append(Answer(wait=release))

    async def work(client):
        call = asyncio.ensure_future(client.create_order("1", 1, NOTIFY))
        await asyncio.get_running_loop().run_in_executor(None, gateway.arrived.acquire)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert client._driver._watched == {}
        assert (await client.create_order("2", 1, NOTIFY)).order_id == "2"

    with_client(gateway, work)
    release.set()


def test_cancelling_ends_the_wait_before_a_retry_too(gateway):
    gateway.next.append(Answer(b"", 500))

    async def work(client):
        call = asyncio.ensure_future(client.create_order("1", 1, NOTIFY))
        await asyncio.get_running_loop().run_in_executor(None, gateway.arrived.acquire)
        await asyncio.sleep(0)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call

    with_client(gateway, work, retry_delay=1000)
    assert len(gateway.requests) == 1


def test_wait_for_bounds_a_call(gateway):
    release = threading.Event()
    gateway.next.append(Answer(wait=release))

    async def work(client):
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.create_order("1", 1, NOTIFY), 0.05)

    with_client(gateway, work)
    release.set()


def test_closing_the_client_cancels_what_still_runs(gateway):
    release = threading.Event()
    gateway.next.append(Answer(wait=release))

    async def work(client):
        call = asyncio.ensure_future(client.create_order("1", 1, NOTIFY))
        await asyncio.get_running_loop().run_in_executor(None, gateway.arrived.acquire)
        await client.aclose()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert (await client.create_order("2", 1, NOTIFY)).order_id == "2"

    with_client(gateway, work)
    release.set()


def test_one_client_may_serve_one_event_loop_after_another(gateway):
    client = AsyncBEpusdtClient(gateway.url, TOKEN)
    for number in range(3):
        assert asyncio.run(client.create_order(number, 1, NOTIFY)).order_id == str(number)


def test_a_setting_that_changes_counts_from_the_next_call_on(gateway):
    async def work(client):
        await client.create_order("1", 1, NOTIFY)
        client.language = "en"
        await client.create_order("2", 1, NOTIFY)

    with_client(gateway, work)
    assert gateway.requests[1].headers["Accept-Language"] == "en"


def test_a_client_that_was_never_closed_leaves_nothing_behind(gateway):
    kept = []

    async def main():
        client = AsyncBEpusdtClient(gateway.url, TOKEN)
        await client.create_order("1", 1, NOTIFY)
        kept.append(weakref.ref(client._driver))

    asyncio.run(main())
    gc.collect()
    assert kept[0]() is None


def test_a_copy_has_the_settings_and_connections_of_its_own(gateway):
    async def work(client):
        client.language = "en"
        await client.create_order("1", 1, NOTIFY)
        for made in (copy.copy(client), copy.deepcopy(client), pickle.loads(pickle.dumps(client))):
            assert (made.api_url, made.api_token, made.language) == (client.api_url, client.api_token, "en")
            assert (await made.create_order("2", 1, NOTIFY)).order_id == "2"
            await made.aclose()
        await client.create_order("3", 1, NOTIFY)

    with_client(gateway, work)
    ports = [request.client_port for request in gateway.requests]
    assert ports[0] == ports[4] and len(set(ports)) == 4


def test_what_a_log_handler_raises_ends_the_call(gateway):
    class Full(Exception):
        pass

    def full(_):
        raise Full

    gateway.next.append(Answer(b"", 500))
    log = logging.getLogger("bepusdt.retry")
    log.addFilter(full)

    async def work(client):
        with pytest.raises(Full):
            await client.create_order("1", 1, NOTIFY)
        log.removeFilter(full)
        assert (await client.create_order("2", 1, NOTIFY)).order_id == "2"

    try:
        with_client(gateway, work)
    finally:
        log.removeFilter(full)


def test_aclose_closes_the_kept_connection_and_the_next_call_makes_another(gateway):
    async def work(client):
        for number in range(3):
            await client.create_order(number, 1, NOTIFY)
            await client.aclose()

    with_client(gateway, work)
    assert len({r.client_port for r in gateway.requests}) == 3
