"""TON: its own virtual machine delivers messages to token wallets at the genuine addresses, and our reader, given the transactions as
cells or as an index tells them, credits exactly what arrived for us."""
import pytest

from independent.reader import SEED, others, ours

CASES = {
    "a transfer": "transfer",
    "a transfer with a notification, whose coin is one of its own": "transfer_with_a_notification",
    "a transfer between wallets of ours": "between_wallets_of_ours",
    "what the token's master mints": "minted",
    "a transfer of more than there is pays nothing": "more_than_there_is",
    "a transfer that its owner did not order pays nothing": "ordered_by_a_stranger",
    "a forged arrival pays nothing": "forged_by_a_stranger",
    "a forged arrival from the payer itself pays nothing": "forged_by_the_payer",
    "a forged arrival that does not bounce pays nothing": "forged_without_bounce",
    "an arrival at a look-alike of our token wallet pays nothing": "look_alike_wallet",
    "an arrival told to the owner pays nothing but its coin": "said_to_the_owner",
    "our own transfer that came back pays nothing": "came_back",
    "a forged return pays nothing": "forged_return",
    "an arrival whose actions failed pays nothing": "no_money_for_its_actions",
    "an arrival whose code did not run pays nothing": "no_money_for_gas",
    "the coin": "coin",
    "the coin with a comment": "coin_with_a_comment",
    "the coin to an account without code": "coin_to_an_account_without_code",
    "the coin that bounced pays nothing": "coin_that_bounced",
    "the coin too small to be returned pays nothing": "coin_too_small_to_go_back",
    "our own coin that came back pays nothing": "coin_that_came_back",
    "the coin that code refused pays nothing": "coin_that_code_refused",
    "the coin that code could not refuse": "coin_that_code_could_not_refuse",
    "the wallet's own order from outside pays nothing": "from_outside",
}
MIXED = 60


def answered(lines):
    """Each line with what was read from its cells, one by one, and from its rows."""
    questions = []
    for line in lines:
        questions += [{"ask": "ton_cell", "wallets": line["wallets"], "cell": cell} for cell in line["cells"]]
        questions.append({"ask": "ton_rows", "wallets": line["wallets"], "answer": {"transactions": line["rows"]}})
    answers = iter(ours(questions))
    for line in lines:
        line["by_cell"] = [next(answers)["transfers"] for _ in line["cells"]]
        line["by_rows"] = next(answers)["transfers"]
    return lines


def in_order(transfers):
    """Without what only a reading knows."""
    known = [{name: each[name] for name in ("trade_type", "contract", "to", "units", "from")} for each in transfers]
    return sorted(known, key=lambda each: sorted(each.items()))


def disagreement(line):
    by_cell = [transfer for transfers in line["by_cell"] for transfer in transfers]
    if by_cell != line["by_rows"]:
        return "cells and rows tell different transfers"
    if any(transfer["transaction"] != name for name, transfers in zip(line["hashes"], line["by_cell"]) for transfer in transfers):
        return "a transfer stands in another transaction"
    if in_order(by_cell) != in_order(line["expected"]):
        return f"{in_order(by_cell)} instead of {in_order(line['expected'])}"
    return None


@pytest.fixture(scope="module")
def played():
    return {line["name"]: line for line in answered(others("ton.mjs"))}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_reader_credits_what_arrived(played, case):
    line = played[case]
    assert disagreement(line) is None
    for wallet, gained in line["gained"].items():
        credited = sum(int(each["units"]) for each in line["by_rows"] if each["trade_type"] == "usdt.ton" and each["to"] == wallet)
        assert credited == max(0, int(gained)), "the token wallet itself holds as much more"


def test_no_case_is_played_without_being_looked_at(played):
    assert set(played) == set(CASES.values())


def test_random_messages_credit_what_was_sent():
    lines = answered(others("ton.mjs", SEED, MIXED))
    wrong = [(disagreement(line), line["name"]) for line in lines if disagreement(line)]
    assert wrong == [], f"{len(wrong)} of {len(lines)} differ, seed {SEED}"
    paid = sum(bool(line["expected"]) for line in lines)
    assert MIXED / 10 < paid < MIXED
