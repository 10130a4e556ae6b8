"""Addresses: what the chains' own libraries accept, refuse and compute, ours does too, on thousands of random ones each."""
import pytest

from independent.reader import SEED, others, ours

COUNT = {"evm": 1000, "tron": 800, "solana": 300, "aptos": 1000, "ton": 400}


def accepted(answer):
    return None if "refused" in answer else answer


@pytest.mark.parametrize("family", COUNT)
def test_the_chains_own_library_and_ours_agree_on_random_addresses_and_slips_of_the_pen(family):
    lines = others("addresses.mjs", family, SEED, COUNT[family])
    wrong = [(line, answer) for line, answer in zip(lines, ours([line["question"] for line in lines]))
             if accepted(answer) != line["expected"]]
    assert wrong == [], f"{len(wrong)} of {len(lines)} differ, seed {SEED}"
    told = [line["expected"] for line in lines]
    assert len(told) >= 3 * COUNT[family]
    assert told.count(None) >= len(told) / 50, "slips of the pen were refused"
    assert told.count(None) <= len(told) * 3 / 4, "right addresses were accepted"
