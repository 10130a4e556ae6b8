"""What gateways of both generations answer to the three methods. A member given as `...` is left out."""
from parity.server import answer

ORDER = {"trade_id": "0zTkUFwdyfgoDGD00a", "order_id": "1001", "amount": "10", "actual_amount": "1.35", "token": "TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj",
         "expiration_time": 1199, "payment_url": "https://pay.example.com/pay/1"}


def envelope(data, status_code=200, message="success", **more):
    return answer(200, {"status_code": status_code, "message": message, "data": data, "request_id": "r-1", **more})


def made(**changed):
    return envelope(without_dots({**ORDER, **changed}))


def cancelled(trade_id=ORDER["trade_id"]):
    return envelope({"trade_id": trade_id})


def checked(**changed):
    return answer(200, without_dots({"trade_id": ORDER["trade_id"], "trade_hash": "", "status": 1, "return_url": "", **changed}))


def refused(message, status_code=400, **more):
    return envelope(None, status_code, message, **more)


def without_dots(members):
    return {name: value for name, value in members.items() if value is not ...}


GOOD = {"create_order": made, "cancel_order": cancelled, "query_order": checked}
