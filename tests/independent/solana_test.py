"""Solana: its own virtual machine executes transactions with the genuine token programs, and our reader, given what a node would
tell of each, credits exactly what was moved to us."""
import pytest

from independent.reader import SEED, others, ours

CASES = {
    "a transfer": "transfer",
    "a checked transfer into an account made for it": "transfer_checked_into_a_new_account",
    "two transfers in one transaction are one credit of their sum": "two_transfers",
    "two tokens and the coin are a credit each": "both_tokens_and_the_coin",
    "two of our wallets get a credit each": "two_wallets_of_ours",
    "a move between the owner's own accounts is none": "own_accounts",
    "a transfer into another account of the owner": "into_a_spare_account",
    "what the wallet pays is none": "paid_out",
    "a failed transfer is none": "more_than_there_is",
    "transfers before the instruction that failed are none": "failed_behind_a_transfer",
    "a batch is one credit of its sum": "batch",
    "a transfer within another program's instruction": "inner_instruction",
    "a transfer by a delegate is its owner's": "by_a_delegate",
    "what the issuer mints": "minted",
    "accounts out of a lookup table": "loaded_addresses",
    "another mint is none": "other_mint",
    "a transfer of the newer token program": "token_2022",
    "a transfer with a fee credits what arrived": "token_2022_with_a_fee",
    "the coin": "coin",
    "the coin less the fee that the wallet itself paid": "coin_less_the_fee_that_the_wallet_paid",
    "the coin wrapped into a token is none": "wrapped_coin",
    "the rent of the owner's own account is none": "own_account_closed",
    "another's account closed in favour of the wallet pays its rent": "anothers_account_closed_in_favour_of_the_wallet",
}
FAIL = {"more_than_there_is", "failed_behind_a_transfer"}
MIXED = 150


def told(transfers, expected):
    """Of each transfer what is expected of it, in the order of positions."""
    ordered = sorted(transfers, key=lambda transfer: transfer["position"])
    names = expected[0].keys() if expected else ["position"]
    return [{name: transfer[name] for name in names} for transfer in ordered]


def by_position(expected):
    return sorted(expected, key=lambda transfer: transfer["position"])


@pytest.fixture(scope="module")
def played():
    lines = others("solana.mjs")
    return {line["name"]: {**line, "answer": answer} for line, answer in zip(lines, ours([line["question"] for line in lines]))}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_reader_credits_what_the_machine_moved(played, case):
    line = played[case]
    assert line["failed"] == (case in FAIL)
    transfers = line["answer"]["transfers"]
    assert told(transfers, line["expected"]) == by_position(line["expected"])
    signature = line["question"]["result"]["transaction"]["signatures"][0]
    assert all(transfer["transaction"] == signature for transfer in transfers)


def test_no_case_is_played_without_being_looked_at(played):
    assert set(played) == set(CASES.values())


def test_random_transactions_credit_what_their_transfers_sum_up_to():
    lines = others("solana.mjs", SEED, MIXED)
    wrong = [(line, answer) for line, answer in zip(lines, ours([line["question"] for line in lines]))
             if told(answer["transfers"], line["expected"]) != by_position(line["expected"])]
    assert wrong == [], f"{len(wrong)} of {len(lines)} differ, seed {SEED}"
    assert 10 < sum(line["failed"] for line in lines) < MIXED / 2
    assert sum(bool(line["expected"]) for line in lines) > MIXED / 4
