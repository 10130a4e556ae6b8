"""`bepusdt demo --once`: a whole shop with play money, from the order to the verified callback, in every trade type."""
import re
import subprocess

import pytest

from harness.devnet import TRADE_TYPES
from harness.gateway import binary, environment
from harness.patience import PATIENCE
from harness.tools import tool


def test_the_demo_needs_no_foreign_program(tmp_path):
    bare = {**environment(), "PATH": str(tmp_path)}
    ran = subprocess.run([binary(), "demo", "--once"], cwd=tmp_path, env=bare, text=True, capture_output=True, timeout=120 * PATIENCE)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert sorted(re.findall(r"  paid      (\S+)  signature verified", ran.stdout)) == sorted(TRADE_TYPES)
    assert ran.stdout.count("  order  ") == len(TRADE_TYPES)


@pytest.mark.parametrize("trade_type", ["usdt.erc20", "usdt.trc20", "usdt.solana", "usdt.aptos", "usdt.ton"])
def test_the_demo_pays_in_one_trade_type_alone_if_asked_to(tmp_path, trade_type):
    told = tool("demo", "--once", "--trade-type", trade_type, cwd=tmp_path)
    assert re.findall(r"  paid      (\S+)  signature verified", told) == [trade_type]


def test_the_demo_says_so_where_it_does_not_know_a_trade_type():
    assert "usdt.nowhere: the demo does not offer this trade type" in tool("demo", "--once", "--trade-type", "usdt.nowhere", status=2)
