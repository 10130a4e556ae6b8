"""The C++ side (src/module.cpp). Not a public interface."""
from typing import Any, Callable, Dict, List, Optional, Tuple

OnRetry = Callable[[str, str, float, int, int], None]
OnRequest = Optional[Callable[[str, str], None]]

version: str
trade_types: Tuple[str, ...]

def decimal_text(name: str, value: object) -> str: ...
def qr_png(text: str, box_size: int, border: int) -> bytes: ...
def qr_svg(text: str, border: int) -> str: ...
def sign_params(params: object, token: object) -> Optional[str]: ...
def verify_params(params: object, token: object, signature: object) -> Optional[bool]: ...
def verify_signed_params(params: object, token: object) -> Optional[bool]: ...
def verify_body(body: bytes, tokens: List[str]) -> bool: ...
def read_body(body: bytes, tokens: List[str]) -> Tuple[str, str, str, str, str, str, int]: ...
def check_hmac(header: bytes, body: bytes, tokens: List[str], tolerance: int, now: int) -> str: ...
def sign_body(
    trade_id: str,
    order_id: str,
    amount: str,
    actual_amount: str,
    token: str,
    block_transaction_id: str,
    status: int,
    api_token: str,
    now: int,
) -> Tuple[List[Tuple[str, str]], bytes]: ...

class Transport:
    def __init__(self, proxy: str, ca_bundle: str) -> None: ...

class Client:
    def __init__(
        self,
        transport: Transport,
        api_url: str,
        api_token: str,
        merchant_id: str,
        timeout: Any,
        max_retries: int,
        retry_delay: float,
        deadline: Optional[float],
        language: str,
        on_retry: OnRetry,
        on_request: OnRequest,
    ) -> None: ...
    def create_order(
        self,
        order_id: object,
        amount: object,
        notify_url: object,
        redirect_url: object,
        address: object,
        trade_type: object,
        timeout: object,
        rate: object,
        fiat: object,
        name: object,
    ) -> Dict[str, Any]: ...
    def cancel_order(self, trade_id: object) -> str: ...
    def query_order(self, trade_id: object) -> Dict[str, Any]: ...
    def get_order(self, trade_id: object, order_id: object) -> str: ...

class Call:
    def resume(self) -> bool: ...
    def result(self) -> Any: ...

class AsyncClient:
    def __init__(
        self,
        api_url: str,
        api_token: str,
        merchant_id: str,
        timeout: Any,
        max_retries: int,
        retry_delay: float,
        deadline: Optional[float],
        language: str,
        on_retry: OnRetry,
        on_request: OnRequest,
    ) -> None: ...
    def create_order(
        self,
        order_id: object,
        amount: object,
        notify_url: object,
        redirect_url: object,
        address: object,
        trade_type: object,
        timeout: object,
        rate: object,
        fiat: object,
        name: object,
    ) -> Call: ...
    def cancel_order(self, trade_id: object) -> Call: ...
    def query_order(self, trade_id: object) -> Call: ...
    def get_order(self, trade_id: object, order_id: object) -> Call: ...

class Exchanges:
    def __init__(
        self,
        proxy: str,
        ca_bundle: str,
        watch: Callable[[int, bool, bool], None],
        set_timer: Callable[[Optional[float]], None],
    ) -> None: ...
    def start(self, call: Call, done: Callable[[Optional[float], Optional[BaseException]], None]) -> int: ...
    def cancel(self, number: int) -> None: ...
    def ready(self, socket: int, readable: bool, writable: bool) -> None: ...
    def timer_due(self) -> None: ...
    def close(self) -> None: ...
