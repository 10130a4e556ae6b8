"""Functional tests written for the PyPI client, unchanged, with this package in its place: those in which the client does most."""
import pytest
from snippets.functional_modules import load

payment, restart = load("payment_test"), load("restart_test")


@pytest.mark.parametrize("functional_test", [
    payment.test_the_pypi_client_is_paid_in_usdt_and_believes_the_callback,
    payment.test_the_pypi_client_is_paid_in_ether_and_believes_the_callback,
    payment.test_a_cancelled_order_is_not_paid_by_a_later_payment,
    payment.test_a_repeat_of_the_same_order_number_is_the_same_order_and_a_paid_one_is_returned_as_it_is,
    payment.test_amounts_above_a_million_from_the_pypi_client_are_accepted,
    payment.test_an_unknown_order_is_named_so_that_the_pypi_client_understands_it,
    restart.test_the_new_process_can_bind_its_port_at_once_after_sigkill,
], ids=lambda test: test.__name__)
def test_what_holds_for_the_pypi_client_holds_for_this_package(functional_test, scene):
    functional_test(scene)
