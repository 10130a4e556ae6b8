"""The QR code of an order, read by a real reader."""
import base64
import builtins
import io

import pytest
import zxingcpp
from bepusdt import Order, ValidationError
from PIL import Image

ADDRESSES = ["TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "订单 42"]


def order_to(address):
    return Order("t", "o", 1.0, 1.0, address, 1, "p")


def text_in(image):
    return zxingcpp.read_barcodes(image.convert("L"))[0].text


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_picture_says_the_address(address):
    assert text_in(order_to(address).generate_qrcode()) == address


def test_the_picture_is_as_large_as_it_was_asked_to_be():
    order = order_to(ADDRESSES[0])  # version 3: 29 modules
    assert order.generate_qrcode().size == (370, 370)
    assert order.generate_qrcode(box_size=5, border=1).size == (155, 155)
    order.generate_qrcode().save(io.BytesIO(), "PNG")


def test_base64_and_data_uri_are_that_picture():
    order = order_to(ADDRESSES[1])
    plain = base64.b64decode(order.get_qrcode_base64(box_size=4, border=4))
    assert plain.startswith(b"\x89PNG") and text_in(Image.open(io.BytesIO(plain))) == ADDRESSES[1]
    prefix, _, rest = order.get_qrcode_data_uri(box_size=4).partition(",")
    assert prefix == "data:image/png;base64" and base64.b64decode(rest) == plain


def test_other_formats_come_from_pillow():
    picture = Image.open(io.BytesIO(base64.b64decode(order_to(ADDRESSES[0]).get_qrcode_base64(format="GIF"))))
    assert picture.format == "GIF" and text_in(picture) == ADDRESSES[0]


def test_without_pillow_the_png_still_comes_and_the_picture_says_what_to_install(monkeypatch):
    importing = builtins.__import__

    def without_pillow(name, *rest):
        if name.partition(".")[0] == "PIL":
            raise ImportError(name)
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_pillow)
    assert order_to("T").get_qrcode_base64()
    with pytest.raises(ImportError, match=r"bepusdt\[qrcode\]"):
        order_to("T").generate_qrcode()


@pytest.mark.parametrize("arguments", [{"box_size": 0}, {"box_size": 101}, {"border": -1}, {"border": 65}])
def test_a_size_out_of_range_is_refused(arguments):
    with pytest.raises(ValidationError):
        order_to("T").generate_qrcode(**arguments)


def test_the_base64_picture_is_as_large_as_it_was_asked_to_be():
    small = base64.b64decode(order_to(ADDRESSES[0]).get_qrcode_base64(box_size=5, border=1))
    assert Image.open(io.BytesIO(small)).size == (155, 155)
