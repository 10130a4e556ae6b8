"""--only REGEX: the same kind of filter that ctest and node --test take, over whole test names. A pytest plugin."""
import re


def pytest_addoption(parser):
    parser.addoption("--only", metavar="REGEX", help="run only tests whose id matches")


def pytest_collection_modifyitems(config, items):
    pattern = config.getoption("--only")
    if not pattern:
        return
    chosen = [item for item in items if re.search(pattern, item.nodeid)]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen
