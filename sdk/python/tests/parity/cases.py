"""All cases of one seed, the first of them the first thing that each process does."""
import random

from parity import answer_cases, order_cases, signature_cases, value_cases


def all_cases(seed):
    rng = random.Random(seed)
    return [case for group in (
        value_cases.surfaces(), value_cases.constructions(), value_cases.clients_in_use(),
        value_cases.orders(), value_cases.exceptions(), value_cases.retries(),
        order_cases.creations(rng), order_cases.queries(rng), order_cases.cancellations(),
        answer_cases.answered(), answer_cases.incomplete(), answer_cases.failures(), signature_cases.signatures(rng)) for case in group]
