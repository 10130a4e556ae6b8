"""Type hints: strict for whoever checks them, and valid from Python 3.7 on."""
import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "bepusdt"
SOURCES = sorted(path for path in PACKAGE.iterdir() if path.suffix in (".py", ".pyi"))

PROGRAM = """
import asyncio
import dataclasses
from decimal import Decimal
from bepusdt import AsyncBEpusdtClient, BEpusdtClient, Order, OrderStatus
from bepusdt.callbacks import Callback, read_callback, sign_callback, verify_callback_hmac
from bepusdt.signature import generate_signature

client = BEpusdtClient(api_url="https://pay.example.com", api_token="t", deadline=60)
order: Order = client.create_order(order_id="1", amount=Decimal("28.8"), notify_url="https://s/n", rate="~1.02")
fields = dataclasses.asdict(dataclasses.replace(order, token="T"))
exact: Decimal = order.actual_amount_decimal
paid: bool = client.query_order("t").status == OrderStatus.SUCCESS
good: bool = client.verify_callback(b"{}") or client.verify_callback({"a": 1})
signature: str = generate_signature({"a": 1}, "t")
callback: Callback = read_callback(b"{}", [client.api_token], {"a": "b"})
assert verify_callback_hmac({}, *sign_callback(callback, "t")[1:], client)

async def main() -> Order:
    async with AsyncBEpusdtClient("https://pay.example.com", "t") as client:
        return await client.create_order("1", 28.8, "https://s/n")

asyncio.run(main())
"""


def mypy(*arguments, **environment):
    return subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, *map(str, arguments)],
                          capture_output=True, text=True, timeout=300, env={**os.environ, **environment})


def test_the_package_is_strictly_typed():
    checked = mypy(PACKAGE, MYPYPATH=str(PACKAGE.parent))
    assert checked.returncode == 0, checked.stdout


def test_a_callers_program_is_strictly_typed_against_it(tmp_path):
    program = tmp_path / "shop.py"
    program.write_text(PROGRAM)
    checked = mypy(program, MYPYPATH=str(PACKAGE.parent))
    assert checked.returncode == 0, checked.stdout
    program.write_text(PROGRAM + 'client.create_order("1", 28.8)\nclient.timeout = "x"\n')
    assert mypy(program, MYPYPATH=str(PACKAGE.parent)).stdout.count("error:") == 2


def test_the_package_says_that_it_is_typed():
    import bepusdt

    assert (Path(bepusdt.__file__).parent / "py.typed").exists()
    assert (Path(bepusdt.__file__).parent / "_core.pyi").exists()


def test_the_stub_names_everything_that_the_core_has():
    from bepusdt import _core

    stub = ast.parse((PACKAGE / "_core.pyi").read_text())
    named = {node.name: node for node in stub.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    named.update({node.target.id: node for node in stub.body if isinstance(node, ast.AnnAssign)})
    assert {name for name in vars(_core) if not name.startswith("_")} == set(named)
    for name, node in named.items():
        if isinstance(node, ast.ClassDef):
            methods = {item.name for item in node.body} - {"__init__"}
            assert {method for method in vars(getattr(_core, name)) if not method.startswith("_")} == methods


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_source_is_python_3_7(source):
    ast.parse(source.read_text(), feature_version=(3, 7))


def other_pythons():
    """Those at hand, by version: on the path, and pyenv's."""
    places = [Path(folder) for folder in os.environ["PATH"].split(os.pathsep)]
    places += sorted(Path.home().glob(".pyenv/versions/3.*/bin"))
    found = {}
    for place in places:
        for python in place.glob("python3.[0-9]*"):
            if not python.name.removeprefix("python3.").isdigit() or python.name in found:
                continue
            asked = subprocess.run([python, "-c", "import sys; print(sys.version_info >= (3, 7))"], capture_output=True, text=True)
            if asked.stdout == "True\n":
                found[python.name] = python
    return found


def test_the_python_side_works_with_every_python_at_hand(run):
    """All that needs no extension module, which is built for one Python."""
    code = ("import sys; sys.dont_write_bytecode = True; sys.path.insert(0, sys.argv[1]);"
            "import bepusdt, bepusdt.aio, bepusdt.callbacks, bepusdt.retry, dataclasses;"
            "order = bepusdt.Order.from_dict(dict(trade_id='t', order_id='o', amount='1', actual_amount=2, token='T', expiration_time=3, payment_url='p'));"
            "assert dataclasses.asdict(order)['amount'] == 1.0 and dataclasses.replace(order, token='U').token == 'U';"
            "bepusdt.BEpusdtClient('http://x', 't'); bepusdt.AsyncBEpusdtClient('http://x', 't'); print(sys.version_info[:2])")
    pythons = other_pythons()
    print("Pythons at hand:", ", ".join(sorted(pythons)) or "none")
    for name, python in pythons.items():
        assert run(code, str(PACKAGE.parent), python=str(python)) == f"(3, {name.removeprefix('python3.')})\n"
