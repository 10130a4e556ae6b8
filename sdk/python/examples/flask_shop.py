"""A shop with Flask: an order page, and the callback that says that an order was paid.

    BEPUSDT_API_URL=https://pay.example.com BEPUSDT_API_TOKEN=... SHOP_URL=https://shop.example.com python flask_shop.py"""
import os

from flask import Flask, redirect

from bepusdt import BEpusdtClient, OrderStatus
from bepusdt.flask import verified_callback

SHOP_URL = os.environ.get("SHOP_URL", "https://shop.example.com")

app = Flask(__name__)
client = BEpusdtClient(api_url=os.environ["BEPUSDT_API_URL"], api_token=os.environ["BEPUSDT_API_TOKEN"])
delivered = set()  # a real shop's database


@app.get("/buy/<order_id>")
def buy(order_id):
    order = client.create_order(order_id=order_id, amount="28.8", notify_url=SHOP_URL + "/notify", redirect_url=SHOP_URL)
    return redirect(order.payment_url)


@app.post("/notify")
@verified_callback(client)
def notify(callback):
    if callback.status == OrderStatus.SUCCESS:
        delivered.add(callback.order_id)  # it may come again: deliver once
    return "ok", 200


@app.get("/delivered/<order_id>")
def is_delivered(order_id):
    return {"delivered": order_id in delivered}


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
