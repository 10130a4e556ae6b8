"""Order: a dataclass to whoever asks, with floats to compare and texts to trust."""
import copy
import dataclasses
import pickle
from decimal import Decimal
from typing import Optional

import pytest
from bepusdt import Order, OrderStatus

DATA = {"trade_id": "t", "order_id": "o", "amount": "28.80", "actual_amount": 5, "token": "T1", "expiration_time": 1200,
        "payment_url": "https://p"}
FIELDS = ["trade_id", "order_id", "amount", "actual_amount", "token", "expiration_time", "payment_url", "fiat", "status",
          "block_transaction_id"]


def test_it_is_built_by_position_and_by_name():
    order = Order("t", "o", 28.8, 5.0, "T1", 1200, "https://p")
    assert order == Order(trade_id="t", order_id="o", amount=28.8, actual_amount=5.0, token="T1", expiration_time=1200,
                          payment_url="https://p", fiat=None, status=None, block_transaction_id=None)
    with pytest.raises(TypeError):
        Order("t")


def test_it_is_equal_by_its_ten_fields_and_not_hashable():
    one, other = Order.from_dict(DATA), Order.from_dict(DATA)
    other.state = "paid"
    assert one == other and one != Order.from_dict({**DATA, "token": "T2"}) and one != 5
    with pytest.raises(TypeError):
        hash(one)


def test_it_prints_as_a_dataclass():
    assert repr(Order.from_dict({**DATA, "status": 2})) == (
        "Order(trade_id='t', order_id='o', amount=28.8, actual_amount=5.0, token='T1', expiration_time=1200, "
        "payment_url='https://p', fiat=None, status=<OrderStatus.SUCCESS: 2>, block_transaction_id=None)")


def test_dataclasses_knows_it():
    order = Order.from_dict(DATA)
    assert dataclasses.is_dataclass(Order) and dataclasses.is_dataclass(order)
    assert [field.name for field in dataclasses.fields(Order)] == FIELDS
    assert {field.name: field.type for field in dataclasses.fields(order)}["fiat"] == Optional[str]
    assert dataclasses.asdict(order) == {**dict.fromkeys(FIELDS), **DATA, "amount": 28.8, "actual_amount": 5.0}
    assert list(dataclasses.astuple(order))[:4] == ["t", "o", 28.8, 5.0]
    assert dataclasses.replace(order, amount=30.0).amount_text == "30"


def test_a_dataclass_may_derive_from_it():
    @dataclasses.dataclass
    class Mine(Order):
        note: str = ""

    assert Mine("t", "o", 1.0, 2.0, "T", 3, "p", note="n").note == "n"
    assert [field.name for field in dataclasses.fields(Mine)] == [*FIELDS, "note"]


def test_copies_and_pickles_are_equal_and_as_exact():
    order = Order.from_dict({**DATA, "amount": "12345678901234567.89"})
    for same in (copy.copy(order), copy.deepcopy(order), pickle.loads(pickle.dumps(order))):
        assert same == order and same.amount_text == "12345678901234567.89"


def test_amounts_are_floats_and_also_exact():
    order = Order.from_dict({**DATA, "amount": "28.80", "actual_amount": "0.123456789012345678"})
    assert (order.amount, order.actual_amount) == (28.8, 0.12345678901234568)
    assert (order.amount_text, order.actual_amount_text) == ("28.8", "0.123456789012345678")
    assert (order.amount_decimal, order.actual_amount_decimal) == (Decimal("28.8"), Decimal("0.123456789012345678"))


def test_an_amount_that_was_set_is_the_one_that_counts():
    order = Order.from_dict(DATA)
    order.amount = 14.44 + 14.44
    assert order.amount_text == "28.88"


@pytest.mark.parametrize("missing", list(DATA))
def test_from_dict_needs_its_members(missing):
    with pytest.raises(KeyError):
        Order.from_dict({name: value for name, value in DATA.items() if name != missing})


def test_from_dict_takes_what_there_is():
    order = Order.from_dict({**DATA, "fiat": "USD", "status": 1, "block_transaction_id": "0x", "state": "confirming",
                             "trade_type": "tron.trx", "new": 1})
    assert (order.fiat, order.status, order.block_transaction_id) == ("USD", OrderStatus.WAITING, "0x")
    assert (order.state, order.trade_type) == ("confirming", "tron.trx")
    assert Order.from_dict({**DATA, "status": 4}).state == "cancelled"
    with pytest.raises(ValueError):
        Order.from_dict({**DATA, "status": 9})
