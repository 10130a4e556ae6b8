"""What goes wrong in a call, the exception that it becomes, and how often it was tried."""
import pickle
import socket
import sys
import threading

import pytest
from bepusdt import (APIError, BEpusdtClient, BEpusdtError, ClientError, NetworkError, ServerError, TimeoutError)
from fake_gateway import TOKEN, Answer, envelope

NOTIFY = "https://shop.example.com/notify"


def failed(client, call=None):
    with pytest.raises(BEpusdtError) as caught:
        call() if call else client.create_order("1", 1, NOTIFY)
    return caught.value


def test_a_refusal_is_an_api_error_with_the_gateways_sentence(client, gateway):
    gateway.next.append(Answer(envelope(400, "没有可用的钱包", error="no_wallet")))
    error = failed(client)
    assert type(error) is APIError and str(error) == "没有可用的钱包"
    assert (error.status_code, error.code, error.request_id) == (400, "no_wallet", "r-1")
    assert error.response == envelope(400, "没有可用的钱包", error="no_wallet")
    assert len(gateway.requests) == 1


def test_an_unknown_order_is_an_api_error_without_a_status_code(client, gateway):
    error = failed(client, lambda: client.query_order("t-9"))
    assert type(error) is APIError and "订单不存在" in str(error)
    assert (error.status_code, error.code) == (None, "order_not_found") and error.response["status_code"] == 400


@pytest.mark.parametrize("body", [b"<html>", b"", b'{"status_code":200', b"[]", b"null", b'{"status_code": 200}', b'{"data": {}}'])
def test_an_answer_that_is_none_is_an_api_error(client, gateway, body):
    gateway.next.append(Answer(body))
    error = failed(client)
    assert type(error) is APIError and error.status_code == (200 if b"200}" in body else None) and "JSON" in str(error)
    assert len(gateway.requests) == 1


@pytest.mark.parametrize("body", [b"[" * 10000, b'{"a":' * 10000, b'{"status_code":200,"data":' + b"[" * 10000 + b"]" * 10000 + b"}"],
                         ids=["array", "object", "data"])
@pytest.mark.parametrize("status, kind", [(200, APIError), (404, ClientError), (500, ServerError)])
def test_an_answer_deeper_than_python_reads_is_an_error_like_any_other(client, gateway, status, kind, body):
    client.max_retries = 0
    gateway.next.append(Answer(body, status))
    error = failed(client)
    assert type(error) is kind and error.response is None


@pytest.mark.skipif(not hasattr(sys, "get_int_max_str_digits"), reason="this Python reads numbers of any length")
def test_a_number_longer_than_python_reads_is_an_api_error(client, gateway):
    gateway.next.append(Answer(b'{"status_code":200,"data":{"trade_id":"t","block":' + b"9" * 5000 + b"}}"))
    assert type(failed(client, lambda: client.get_order("t"))) is APIError


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_error_is_tried_again_and_then_raised(client, gateway, status):
    gateway.next += [Answer(b"<html>", status)] * 4
    error = failed(client)
    assert type(error) is ServerError and error.status_code == status and str(status) in str(error)
    assert (error.attempts, len(gateway.requests)) == (4, 4)


def test_a_server_error_that_passes_is_not_seen(client, gateway):
    gateway.next += [Answer(envelope(503, "稍后再试"), 503, {"Retry-After": "0"}), Answer(reset=True)]
    assert client.create_order("1", 1, NOTIFY).trade_id == "t-1"
    assert len(gateway.requests) == 3 and len({request.body for request in gateway.requests}) == 1


def test_a_server_errors_envelope_is_kept(client, gateway):
    client.max_retries = 0
    gateway.next.append(Answer(envelope(503, "汇率不可用", error="rate_unavailable"), 503, {"Retry-After": "7"}))
    error = failed(client)
    assert (error.status_code, error.code, error.retry_after, error.request_id) == (503, "rate_unavailable", 7, "r-1")
    assert error.response["message"] == "汇率不可用" and "汇率不可用" in str(error)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 429])
def test_a_client_error_is_raised_at_once_with_the_http_status(client, gateway, status):
    gateway.next.append(Answer(envelope(400, "错误"), status))
    error = failed(client)
    assert type(error) is ClientError and error.status_code == status and str(status) in str(error)
    assert len(gateway.requests) == 1


def test_too_many_requests_is_tried_again_if_the_server_names_a_time(client, gateway):
    gateway.next.append(Answer(b"", 429, {"Retry-After": "0"}))
    assert client.create_order("1", 1, NOTIFY).trade_id == "t-1"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_never_followed_and_named(client, gateway, status):
    gateway.next.append(Answer(b"", status, {"Location": "https://pay.example.com/api"}))
    error = failed(client)
    assert type(error) is ClientError and error.status_code == status
    assert error.location == "https://pay.example.com/api" and "https://pay.example.com/api" in str(error)
    assert len(gateway.requests) == 1


def test_nobody_there_is_a_network_error(client):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        client.api_url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        error = failed(client)
    assert type(error) is NetworkError and error.attempts == 4 and "127.0.0.1" in str(error)


def test_a_reset_connection_is_a_network_error(client, gateway):
    gateway.next += [Answer(reset=True)] * 4
    assert type(failed(client)) is NetworkError and len(gateway.requests) == 4


def test_an_answer_cut_off_is_a_network_error(client, gateway):
    client.max_retries = 0
    gateway.next.append(Answer(b'{"status_code"', 200, {"Content-Length": "500", "Connection": "close"}))
    assert type(failed(client)) is NetworkError


def test_no_answer_in_time_is_a_timeout_error(client, gateway):
    release = threading.Event()
    client.timeout, client.max_retries = 0.05, 1
    gateway.next += [Answer(wait=release)] * 2
    error = failed(client)
    release.set()
    assert type(error) is TimeoutError and error.attempts == 2


def test_a_deadline_ends_the_whole_call(client, gateway):
    client.deadline, client.retry_delay = 1, 10
    gateway.next.append(Answer(b"", 500))
    assert failed(client).attempts == 1


@pytest.mark.parametrize("max_retries", [0, 1, 5])
def test_max_retries_counts_the_tries_after_the_first(client, gateway, max_retries):
    client.max_retries = max_retries
    gateway.next += [Answer(b"", 500)] * 9
    failed(client)
    assert len(gateway.requests) == max_retries + 1


def test_a_certificate_authority_that_is_none_is_a_network_error(gateway):
    client = BEpusdtClient(gateway.url.replace("http:", "https:"), TOKEN, max_retries=0, ca_bundle="/nonexistent.pem")
    assert type(failed(client)) is NetworkError


def test_errors_survive_a_pickle(client, gateway):
    gateway.next.append(Answer(envelope(400, "没有", error="no_wallet")))
    error = pickle.loads(pickle.dumps(failed(client)))
    assert type(error) is APIError and (str(error), error.status_code, error.code) == ("没有", 400, "no_wallet")


def test_errors_are_made_by_hand_as_they_were():
    error = APIError("no", status_code=5, response={"a": 1})
    assert (str(error), error.status_code, error.response) == ("no", 5, {"a": 1})
    assert (APIError("no").status_code, ServerError("no", 500).status_code, ClientError("no", status_code=404).status_code) == (None, 500, 404)
