"""Orders and the names around them."""
from __future__ import annotations

from enum import IntEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any, ClassVar, Dict, Optional, Tuple, Union

    from PIL.Image import Image


class OrderStatus(IntEnum):
    """`status` on the wire. Polling and callbacks only ever say 1, 2 or 3, so that a loop which waits for an end finds one;
    the whole truth is `Order.state`."""

    WAITING = 1
    SUCCESS = 2
    TIMEOUT = 3
    CANCELED = 4
    CONFIRMING = 5
    FAILED = 6


_STATUSES = {int(status): status for status in OrderStatus}
_STATES = {1: "waiting", 2: "paid", 3: "expired", 4: "cancelled", 5: "confirming", 6: "failed"}


class TradeType:
    """A currency on a chain, as plain text: a gateway may know more of them than this list."""

    USDT_TRC20 = "usdt.trc20"
    USDT_ERC20 = "usdt.erc20"
    USDT_BEP20 = "usdt.bep20"
    USDT_POLYGON = "usdt.polygon"
    USDT_ARBITRUM = "usdt.arbitrum"
    USDT_BASE = "usdt.base"
    USDT_XLAYER = "usdt.xlayer"
    USDT_PLASMA = "usdt.plasma"
    USDT_SOLANA = "usdt.solana"
    USDT_APTOS = "usdt.aptos"
    USDT_TON = "usdt.ton"
    USDC_TRC20 = "usdc.trc20"
    USDC_ERC20 = "usdc.erc20"
    USDC_BEP20 = "usdc.bep20"
    USDC_POLYGON = "usdc.polygon"
    USDC_ARBITRUM = "usdc.arbitrum"
    USDC_BASE = "usdc.base"
    USDC_XLAYER = "usdc.xlayer"
    USDC_PLASMA = "usdc.plasma"
    USDC_SOLANA = "usdc.solana"
    USDC_APTOS = "usdc.aptos"
    TRON_TRX = "tron.trx"
    ETH_ERC20 = "ethereum.eth"
    BNB_BEP20 = "bsc.bnb"
    TON_GRAM = "ton.gram"
    POLYGON_POL = "polygon.pol"
    SOLANA_SOL = "solana.sol"
    BASE_ETH = "base.eth"
    ARBITRUM_ETH = "arbitrum.eth"


class ExactAmounts:
    """`amount` and `actual_amount` are floats, because programs compare them with floats; these say them exactly."""

    amount: float
    actual_amount: float
    # (amount, what it came as, actual_amount, what it came as): whoever sets another float means that one.
    _came_as: Tuple[float, Union[str, float], float, Union[str, float]]

    def _take_amounts(self, amount: Union[str, float], actual_amount: Union[str, float]) -> None:
        self.amount = float(amount)
        self.actual_amount = float(actual_amount)
        self._came_as = (self.amount, amount, self.actual_amount, actual_amount)

    @property
    def amount_text(self) -> str:
        """Fiat, plain decimal: "28.8"."""
        made, came_as = self._came_as[:2]
        return _decimal_text("amount", came_as if made == self.amount else self.amount)

    @property
    def actual_amount_text(self) -> str:
        """Crypto, plain decimal: "4.25"."""
        made, came_as = self._came_as[2:]
        return _decimal_text("actual_amount", came_as if made == self.actual_amount else self.actual_amount)

    @property
    def amount_decimal(self) -> Decimal:
        from decimal import Decimal

        return Decimal(self.amount_text)

    @property
    def actual_amount_decimal(self) -> Decimal:
        from decimal import Decimal

        return Decimal(self.actual_amount_text)


def _decimal_text(name: str, value: object) -> str:
    from ._core import decimal_text

    return decimal_text(name, value)


class _AsDataclass:
    """What `dataclasses` asks a dataclass for, made when it asks: importing that module costs more than all of this one."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: object) -> Any:
        from dataclasses import make_dataclass
        from typing import Optional

        shape = make_dataclass(
            "Order",
            [
                *((name, kind) for name, kind in zip(Order.__match_args__, (str, str, float, float, str, int, str))),
                ("fiat", Optional[str], None),
                ("status", Optional[OrderStatus], None),
                ("block_transaction_id", Optional[str], None),
            ],
        )
        for made in ("__dataclass_fields__", "__dataclass_params__"):
            setattr(Order, made, getattr(shape, made))
        return getattr(shape, self.name)


class Order(ExactAmounts):
    """An order as the gateway answered. Behaves as a dataclass of the ten names that the constructor takes.

    trade_id: the gateway's number; order_id: the merchant's
    amount: fiat; actual_amount: what is to be paid, in the currency of `trade_type`; both also exactly, see ExactAmounts
    token: the address to pay to
    expiration_time: seconds left until the deadline
    status: an OrderStatus, or None where the gateway did not say
    block_transaction_id: the transaction's hash once paid
    state: waiting, confirming, paid, expired or cancelled; return_url: once paid, where the payer's browser goes"""

    __dataclass_fields__: ClassVar[Any] = _AsDataclass("__dataclass_fields__")
    __dataclass_params__: ClassVar[Any] = _AsDataclass("__dataclass_params__")
    __match_args__ = (
        "trade_id",
        "order_id",
        "amount",
        "actual_amount",
        "token",
        "expiration_time",
        "payment_url",
        "fiat",
        "status",
        "block_transaction_id",
    )

    def __init__(
        self,
        trade_id: str,
        order_id: str,
        amount: float,
        actual_amount: float,
        token: str,
        expiration_time: int,
        payment_url: str,
        fiat: Optional[str] = None,
        status: Optional[OrderStatus] = None,
        block_transaction_id: Optional[str] = None,
    ) -> None:
        self.trade_id = trade_id
        self.order_id = order_id
        self.amount = amount
        self.actual_amount = actual_amount
        self.token = token
        self.expiration_time = expiration_time
        self.payment_url = payment_url
        self.fiat = fiat
        self.status = status
        self.block_transaction_id = block_transaction_id
        self.state = "" if status is None else _STATES.get(status, "")
        self.trade_type = ""
        self.return_url = ""
        self._came_as = (amount, amount, actual_amount, actual_amount)

    @classmethod
    def from_dict(cls, data: Dict[str, Any]) -> Order:
        """From a gateway's `data`. KeyError and ValueError for what is none."""
        order = cls(
            trade_id=data["trade_id"],
            order_id=data["order_id"],
            amount=0.0,
            actual_amount=0.0,
            token=data["token"],
            expiration_time=int(data["expiration_time"]),
            payment_url=data["payment_url"],
            fiat=data.get("fiat"),
            status=OrderStatus(data["status"]) if "status" in data else None,
            block_transaction_id=data.get("block_transaction_id"),
        )
        order._take_amounts(data["amount"], data["actual_amount"])
        order.state = data.get("state") or order.state
        order.trade_type = data.get("trade_type") or ""
        return order

    @classmethod
    def of_core(cls, attributes: Dict[str, Any]) -> Order:
        """From what the C++ library read: exactly the attributes that the constructor sets."""
        order = cls.__new__(cls)
        attributes["status"] = _STATUSES.get(attributes["status"])
        order.__dict__ = attributes
        return order

    def _values(self) -> Tuple[Any, ...]:
        return tuple([getattr(self, name) for name in Order.__match_args__])

    def __repr__(self) -> str:
        shown = ", ".join(["{}={!r}".format(name, getattr(self, name)) for name in Order.__match_args__])
        return "{}({})".format(type(self).__qualname__, shown)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    __hash__ = None  # type: ignore[assignment]

    def generate_qrcode(self, box_size: int = 10, border: int = 4) -> Image:
        """The address to pay to as a picture of Pillow's (`pip install bepusdt[qrcode]`).

        box_size: pixels a module, 1 to 100; border: light modules around the code, 0 to 64 (readers want 4)."""
        try:
            from PIL import Image
        except ImportError:
            raise ImportError("generate_qrcode needs Pillow: pip install bepusdt[qrcode]")
        from io import BytesIO

        from ._core import qr_png

        image = Image.open(BytesIO(qr_png(self.token, box_size, border)))
        image.load()
        return image

    def get_qrcode_base64(self, box_size: int = 10, border: int = 4, format: str = "PNG") -> str:
        """The picture in Base64, without prefix. PNG needs no Pillow."""
        from base64 import b64encode

        if format.upper() == "PNG":
            from ._core import qr_png

            return b64encode(qr_png(self.token, box_size, border)).decode("ascii")
        from io import BytesIO

        kept = BytesIO()
        self.generate_qrcode(box_size, border).save(kept, format=format)
        return b64encode(kept.getvalue()).decode("ascii")

    def get_qrcode_data_uri(self, box_size: int = 10, border: int = 4) -> str:
        """The picture for the `src` of an HTML image."""
        return "data:image/png;base64," + self.get_qrcode_base64(box_size, border)
