"""How long from the block that holds the payment to the callback's arrival, at finality = 0 (the issue asks for at most one
poll interval and 100 ms)."""
import random
import time

from harness.patience import PATIENCE

POLL = 0.5
PROMISED = POLL + 0.1
NOISE = 0.5  # this machine runs other tests beside this one


def test_a_callback_arrives_within_one_poll_interval_of_its_block(stage, record_property):
    scene = stage({"chain": {"ethereum": {"finality": 0, "poll": POLL}}})
    scene.gateway.start()
    chance, measured = random.Random(7), []
    for _ in range(12):
        order = scene.order(amount=chance.randrange(20, 400))
        units = scene.due(order)[1]
        time.sleep(chance.random() * POLL)  # another moment within the interval: what is measured is the phase
        scene.chain.pay_token(scene.payer, order.token, units)
        mined = time.monotonic()
        measured.append(scene.merchant.wait_for(order.trade_id)[0].at - mined)
    worst, middle = max(measured), sorted(measured)[len(measured) // 2]
    print(f"block to callback: median {middle * 1000:.0f} ms, worst {worst * 1000:.0f} ms, promised {PROMISED * 1000:.0f} ms")
    record_property("block_to_callback_worst_ms", round(worst * 1000))
    record_property("block_to_callback_median_ms", round(middle * 1000))
    assert worst <= (PROMISED + NOISE) * PATIENCE
    assert middle <= PROMISED * PATIENCE
