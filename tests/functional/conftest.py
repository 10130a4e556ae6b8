"""Fixtures: each test gets processes of its own, on ports of its own, and leaves none behind."""
import pytest

from harness.anvil import Anvil
from harness.house import House
from harness.merchant import Merchant
from harness.scene import Scene


@pytest.fixture
def anvil(tmp_path):
    node = Anvil(tmp_path)
    yield node
    node.close()


@pytest.fixture
def merchant():
    server = Merchant()
    yield server
    server.close()


@pytest.fixture
def stage(tmp_path):
    """Makes scenes: stage(settings, anvil_options), not yet started."""
    made = []

    def make(settings=None, anvil_options=()):
        made.append(Scene(tmp_path / f"scene-{len(made)}", settings, anvil_options))
        return made[-1]

    yield make
    for scene in made:
        scene.close()


@pytest.fixture
def scene(stage):
    """The usual scene, its gateway running and ready."""
    made = stage()
    made.gateway.start()
    return made


@pytest.fixture
def house(tmp_path, merchant):
    """Makes houses: house(trade_type), a gateway on a built-in test chain of its own, running; its node complains of nothing."""
    made = []

    def make(*arguments, **how):
        made.append(House(tmp_path / f"house-{len(made)}", merchant, *arguments, **how))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert [one.chain.complaints for one in made] == [[]] * len(made)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A red test shows what its gateways had to say."""
    report = yield
    if report.when == "call" and report.failed and "tmp_path" in item.funcargs:
        for log in sorted(item.funcargs["tmp_path"].rglob("gateway.log")):
            report.sections.append((f"end of {log.parent.name}/{log.name}", "\n".join(log.read_text(errors="replace").splitlines()[-60:])))
    return report
