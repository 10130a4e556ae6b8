"""Trying again: a decorator for programs of their own, and what the clients write to the log `bepusdt.retry`."""
from __future__ import annotations

from functools import wraps

from .exceptions import NetworkError, ServerError, TimeoutError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Tuple, Type, TypeVar

    Function = TypeVar("Function", bound=Callable[..., Any])


def retry_on_error(
    max_retries: int = 3,
    delay: float = 1.0,
    backoff: float = 2.0,
    exceptions: Tuple[Type[Exception], ...] = (NetworkError, TimeoutError, ServerError),
) -> Callable[[Function], Function]:
    """Calls the function again, at most `max_retries` times, when it raises one of `exceptions`; waits delay, delay × backoff,
    delay × backoff² … seconds. The clients do this by themselves: do not wrap their methods."""

    def decorate(function: Any) -> Any:
        @wraps(function)
        def call(*positional: Any, **named: Any) -> Any:
            wait = delay
            for retry in range(1, max_retries + 1):
                try:
                    return function(*positional, **named)
                except exceptions as error:
                    log_retry(type(error).__name__, str(error), wait, retry, max_retries)
                from time import sleep

                sleep(wait)
                wait *= backoff
            try:
                return function(*positional, **named)
            except exceptions as error:
                log_giving_up(error, max_retries + 1)
                raise

        return call

    return decorate


def log_retry(kind: str, message: str, wait: float, retry: int, max_retries: int) -> None:
    """Told before each wait."""
    from logging import getLogger

    getLogger(__name__).warning("%.1f 秒后进行第 %d/%d 次重试，因为 %s：%s", wait, retry, max_retries, kind, message)


def log_giving_up(error: Exception, attempts: int) -> None:
    from logging import getLogger

    getLogger(__name__).error("尝试 %d 次后放弃，因为 %s：%s", attempts, type(error).__name__, error)
