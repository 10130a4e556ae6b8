"""Signatures of dicts: MD5 over "key=value" joined by "&" in the order of keys, the token behind it; empty values left out.

These take what a framework made of a body. Whoever has the raw body should give that to `BEpusdtClient.verify_callback` or to
bepusdt.callbacks: it says more (`10.0` and `10` are different texts)."""
from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Mapping, Tuple

_EMPTY: Tuple[object, ...] = (None, "", [])


def generate_signature(params: Mapping[str, Any], api_token: str) -> str:
    """32 lower-case hex digits. Floats are written as Python writes them, but never with an exponent."""
    from ._core import sign_params

    signature = sign_params(params, api_token)
    if signature is None:
        signature = sign_params(_plain(params), str.__str__(api_token))
    assert signature is not None
    return signature


def verify_signature(params: Mapping[str, Any], api_token: str, received_signature: str) -> bool:
    """Whether this is the signature of all of `params`, in any text in which gateways write the same numbers. Takes the same
    time wherever the difference lies; False for what is no signature."""
    from ._core import verify_params

    verified = verify_params(params, api_token, received_signature)
    if verified is None:
        verified = verify_params(_plain(params), str.__str__(api_token), received_signature)
    return verified is True


def verify_unusual_callback(callback_data: object, api_token: str) -> bool:
    """What is not a plain dict: the raw body, another mapping, values of other types. False for everything else."""
    if isinstance(callback_data, (bytes, bytearray, memoryview, str)):
        from .callbacks import verify_callback

        return verify_callback(callback_data, api_token)
    params: Dict[str, Any] = dict(callback_data.items())  # type: ignore[attr-defined]
    signature = params.pop("signature", None)
    return isinstance(signature, str) and bool(api_token) and verify_signature(params, api_token, signature)


def _plain(params: Mapping[str, Any]) -> Dict[str, Any]:
    """The same with only such values as the C++ side takes: others by the text that they print as."""
    plain: Dict[str, Any] = {}
    for key, value in params.items():
        if value in _EMPTY:
            continue
        kind = type(value)
        small = kind is int and -(2**63) <= value < 2**63
        plain[format(key)] = value if small or kind is str or kind is float or kind is bool else format(value)
    return plain
