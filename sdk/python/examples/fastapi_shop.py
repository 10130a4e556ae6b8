"""A shop with FastAPI: an order page, and the callback that says that an order was paid.

    BEPUSDT_API_URL=https://pay.example.com BEPUSDT_API_TOKEN=... SHOP_URL=https://shop.example.com uvicorn fastapi_shop:app"""
import os
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.responses import PlainTextResponse, RedirectResponse

from bepusdt import AsyncBEpusdtClient, OrderStatus
from bepusdt.fastapi import Callback, verified_callback

SHOP_URL = os.environ.get("SHOP_URL", "https://shop.example.com")

client = AsyncBEpusdtClient(api_url=os.environ["BEPUSDT_API_URL"], api_token=os.environ["BEPUSDT_API_TOKEN"])
delivered = set()  # a real shop's database


@asynccontextmanager
async def lifespan(app):
    async with client:
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/buy/{order_id}")
async def buy(order_id: str):
    order = await client.create_order(
        order_id=order_id, amount="28.8", notify_url=SHOP_URL + "/notify", redirect_url=SHOP_URL
    )
    return RedirectResponse(order.payment_url, status_code=302)


@app.post("/notify", response_class=PlainTextResponse)
async def notify(callback: Callback = Depends(verified_callback(client))):
    if callback.status == OrderStatus.SUCCESS:
        delivered.add(callback.order_id)  # it may come again: deliver once
    return "ok"


@app.get("/delivered/{order_id}")
async def is_delivered(order_id: str):
    return {"delivered": order_id in delivered}
