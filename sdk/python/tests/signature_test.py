"""Signatures of dicts against the recipe that is in everybody's head, written down again here."""
import hashlib
import random
from collections import OrderedDict, UserDict
from decimal import Decimal
from fractions import Fraction

import pytest
from bepusdt import BEpusdtClient, OrderStatus
from bepusdt.signature import generate_signature, verify_signature

TOKEN = "epusdt_password_xasddawqe"


def recipe(params, token=TOKEN):
    kept = {key: value for key, value in params.items() if value not in (None, "", [])}
    return md5("&".join("{}={}".format(key, kept[key]) for key in sorted(kept)), token)


def md5(text, token=TOKEN):
    return hashlib.md5((text + token).encode()).hexdigest()


def test_the_example_of_the_documentation():
    assert generate_signature({"order_id": "20220201030210321", "amount": 42, "notify_url": "http://example.com/notify",
                               "redirect_url": "http://example.com/redirect"}, TOKEN) == "1cd4b52df5587cfb1968b0c0c6e156cd"


def random_params(chance):
    values = [lambda: "".join(chance.choices("abcZ09 &=é订单😀\n\x00", k=chance.randrange(12))), lambda: chance.randrange(-10**6, 10**6),
              lambda: chance.randrange(-2**80, 2**80), lambda: round(chance.uniform(-1000, 1000), chance.randrange(6)),
              lambda: chance.uniform(1, 1e15), lambda: chance.choice([True, False, None, "", [], 0, 0.0, -0.0, {}, (), [1], {"a": 1}]),
              lambda: Decimal(chance.randrange(10**6)) / 100, lambda: chance.choice(list(OrderStatus)),
              lambda: chance.choice([float("inf"), float("nan"), b"x", Fraction(1, 3), 1j])]
    return {"".join(chance.choices("abcdefgXYZ_é订", k=chance.randrange(1, 9))): chance.choice(values)()
            for _ in range(chance.randrange(24))}


def test_a_thousand_dicts_sign_as_by_the_recipe():
    chance = random.Random(4)
    for _ in range(1000):
        params = random_params(chance)
        assert generate_signature(params, TOKEN) == recipe(params), params


def test_a_thousand_dicts_verify_by_their_recipe_and_by_no_other():
    chance = random.Random(5)
    client = BEpusdtClient("http://127.0.0.1:1", TOKEN)
    for _ in range(1000):
        params = random_params(chance)
        signature = recipe(params)
        assert verify_signature(params, TOKEN, signature) is True
        assert client.verify_callback({**params, "signature": signature}) is True
        assert verify_signature(params, TOKEN + "x", signature) is False
        assert client.verify_callback({**params, "added": "x", "signature": signature}) is False


def test_every_float_signs_as_python_prints_it():
    chance = random.Random(6)
    for _ in range(20000):
        number = chance.choice([chance.uniform(-1, 1), chance.uniform(-1e6, 1e6), round(chance.uniform(0, 1e6), 2),
                                float(chance.randrange(10**15)), 10 ** chance.uniform(-4, 15.9)])
        if "e" not in repr(number):
            assert generate_signature({"a": number}, TOKEN) == md5("a=" + repr(number)), number


def test_a_large_dict_signs():
    params = {f"name{number:04}": "x" * 50 for number in range(500)}
    assert generate_signature(params, TOKEN) == recipe(params)


@pytest.mark.parametrize("number, text", [(1e16, "10000000000000000"), (1e22, "1" + 22 * "0"), (0.00001, "0.00001"), (1.5e-7, "0.00000015"),
                                          (-1e16, "-10000000000000000"), (1e15, "1000000000000000.0"), (10.0, "10.0"), (28.8, "28.8")])
def test_floats_are_signed_without_an_exponent(number, text):
    assert generate_signature({"amount": number}, TOKEN) == md5("amount=" + text)


@pytest.mark.parametrize("value, texts", [
    (1000000, ["1000000", "1e+06"]), (1000000.0, ["1000000.0", "1000000", "1e+06"]), (10.0, ["10.0", "10"]),
    (0.00001, ["1e-05", "0.00001"]), (1e16, ["1e+16", "10000000000000000"]), (28.8, ["28.8"]), (True, ["True", "true"]), (False, ["False", "false"]),
])
def test_a_number_is_accepted_in_every_text_in_which_a_gateway_writes_it(value, texts):
    for text in texts:
        assert verify_signature({"amount": value, "a": "b"}, TOKEN, md5("a=b&amount=" + text))
    assert not verify_signature({"amount": value, "a": "b"}, TOKEN, md5("a=b&amount=" + texts[0] + "0"))


def test_the_choice_is_the_same_for_all_numbers():
    assert verify_signature({"a": 10.0, "b": 20.0}, TOKEN, md5("a=10&b=20"))
    assert not verify_signature({"a": 10.0, "b": 20.0}, TOKEN, md5("a=10.0&b=20"))


@pytest.mark.parametrize("signature", [None, "", True, 0, 5, [], ["x"], {}, b"x" * 32, "x" * 32, "0" * 31, "0" * 33, "é" * 32, "\ud800" * 32, 1.5])
def test_what_is_no_signature_is_false(signature):
    client = BEpusdtClient("http://127.0.0.1:1", TOKEN)
    assert verify_signature({"a": "b"}, TOKEN, signature) is False
    assert client.verify_callback({"a": "b", "signature": signature}) is False


def test_a_signature_may_be_a_text_of_another_class():
    class Markup(str):
        pass

    client = BEpusdtClient("http://127.0.0.1:1", TOKEN)
    assert client.verify_callback({"a": "b", "signature": Markup(md5("a=b"))}) is True
    assert client.verify_callback({"a": Markup("b"), "signature": Markup(md5("a=b"))}) is True


def test_hex_digits_may_be_of_either_case():
    assert verify_signature({"a": "b"}, TOKEN, md5("a=b").upper())


class Rude:
    def __format__(self, _):
        raise RuntimeError("rude")

    def __eq__(self, other):
        raise RuntimeError("rude")

    __hash__ = None


@pytest.mark.parametrize("garbage", [None, 5, [], "", b"", "text", b"\xff\xfe", "\ud800", b"{", "{}", object(), {}, {1: 2},
                                     {"a": "\ud800", "signature": "0" * 32}, {"\ud800": "a", "signature": "0" * 32},
                                     {"a": Rude(), "signature": "0" * 32}, {"signature": Rude()}, {1: "x", "a": "y", "signature": "0" * 32}])
def test_verify_callback_never_raises(garbage):
    assert BEpusdtClient("http://127.0.0.1:1", TOKEN).verify_callback(garbage) is False


@pytest.mark.parametrize("token", ["", None, 5])
def test_nothing_verifies_without_a_token(token):
    client = BEpusdtClient("http://127.0.0.1:1", "")
    client.api_token = token
    assert client.verify_callback({"a": "b", "signature": md5("a=b", str(token or ""))}) is False


@pytest.mark.parametrize("kind", [OrderedDict, UserDict, type("Mine", (dict,), {})])
def test_other_mappings_do_as_well(kind):
    params = kind({"a": "b", "n": 1})
    assert generate_signature(params, TOKEN) == md5("a=b&n=1")
    assert BEpusdtClient("http://x", TOKEN).verify_callback(kind({"a": "b", "n": 1, "signature": md5("a=b&n=1")}))


def test_signing_raises_for_what_cannot_be_signed():
    with pytest.raises(UnicodeEncodeError):
        generate_signature({"a": "\ud800"}, TOKEN)
    with pytest.raises(TypeError):
        generate_signature({"a": "b"}, None)


def test_a_callback_is_not_changed():
    data = {"a": "b", "n": None, "signature": "0" * 32}
    BEpusdtClient("http://x", TOKEN).verify_callback(data)
    assert data == {"a": "b", "n": None, "signature": "0" * 32}
