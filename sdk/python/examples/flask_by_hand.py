"""The same callback without the decorator, as programs for bepusdt 0.3.1 have it."""
import os

from flask import Flask, request

from bepusdt import BEpusdtClient, OrderStatus

app = Flask(__name__)
client = BEpusdtClient(api_url=os.environ["BEPUSDT_API_URL"], api_token=os.environ["BEPUSDT_API_TOKEN"])


@app.route("/notify", methods=["POST"])
def notify():
    data = request.get_json()
    if not client.verify_callback(data):
        return "fail", 400
    if data["status"] == OrderStatus.SUCCESS:
        print("paid:", data["order_id"], flush=True)
    return "ok", 200


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
