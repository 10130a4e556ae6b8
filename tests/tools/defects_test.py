"""tests/defects/README.md: every sentence is a test of that name, and what a row waits for is not there yet.

A row's tests are links: the test as its runner names it, and the file that holds it. Names are compared letter by letter
without blanks and signs, remarks in brackets aside; a name may go on after its sentence."""
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = "tests/defects/README.md"
OWN_FILES = ("tests/defects/*.cpp", "tests/functional/defects_test.py")  # no test in them but of a row
ALSO_RUN = ("tests/unit/*/**/*.cpp", "tests/contract/store/*.cpp", "tests/functional/*_test.py")

CPP_TEST = re.compile(r"^TEST(?:_F|_P)?\((\w+),\s*(\w+)\)", re.MULTILINE)
PYTHON_TEST = re.compile(r"^def (test_\w+)\(", re.MULTILINE)
LINK = re.compile(r"\[([\w.]+)\]\(([\w./]+)\)")
PART = re.compile(r"^`([^`]+)`(?: in `([^`]+)`)?$")
NOT_RUN = re.compile(r"GTEST_SKIP|\bDISABLED_|\b(?:mark|pytest)\.(?:skip|skipif|xfail)\b")


def letters(text):
    """What has to be the same in a sentence and in its test's name."""
    text = re.sub(r"\(.*?\)", "", text).replace("%", "percent").replace("/", "or")
    return re.sub(r"[^a-z0-9]", "", text.lower())


def sentence_of(test):
    """The test's own name: without its suite, without pytest's prefix."""
    return letters(test.split(".")[-1].removeprefix("test_"))


def names_in(path):
    text = path.read_text()
    return {f"{suite}.{name}" for suite, name in CPP_TEST.findall(text)} if path.suffix == ".cpp" else set(PYTHON_TEST.findall(text))


def rows(root):
    """(sentence, [(test, file)], part that is missing or '')"""
    for line in (root / TABLE).read_text().splitlines():
        cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)]
        if len(cells) != 5 or cells[1] == "the sentence" or set(cells[1]) <= set("-"):
            continue
        yield cells[1], LINK.findall(cells[2]), cells[3], LINK.sub("", cells[2]).strip()


def part_is_there(root, part):
    path_or_text, file = PART.match(part).groups()
    return re.search(path_or_text, (root / file).read_text()) is not None if file else (root / path_or_text).exists()


def part_could_be_seen(root, part):
    """A misspelt path would never appear, and its row would wait for ever."""
    found = PART.match(part)
    return bool(found) and ((root / found[2]).is_file() if found[2] else (root / found[1]).parent.is_dir())


def complaints(root):
    run = {path for pattern in OWN_FILES + ALSO_RUN for path in root.glob(pattern)}
    named = set()
    for sentence, tests, part, rest in rows(root):
        if rest:
            yield f"{sentence}: {rest!r} is no link to a test"
        if not tests and not part:
            yield f"{sentence}: no test, and nothing that it waits for"
        for test, file in tests:
            path = (root / TABLE).parent.joinpath(file).resolve()
            named.add((path, test))
            if path not in run:
                yield f"{sentence}: {file} is no file whose tests run"
            elif test not in names_in(path):
                yield f"{sentence}: {file} has no test {test}"
            elif NOT_RUN.search(path.read_text()):
                yield f"{sentence}: {file} leaves tests out"
            if not sentence_of(test).startswith(letters(sentence)):
                yield f"{sentence}: {test} is another sentence"
        if part and not part_could_be_seen(root, part):
            yield f"{sentence}: {part} is no place in this project"
        elif part and part_is_there(root, part):
            yield f"{sentence}: {part} is there now: write its tests, then wait no more"
    for path in sorted(path for pattern in OWN_FILES for path in root.glob(pattern)):
        for test in sorted(names_in(path)):
            if (path, test) not in named:
                yield f"{path.relative_to(root)}: {test} stands in no row"


def test_the_table_and_the_tests_agree():
    assert list(complaints(ROOT)) == []


def test_the_table_is_read_whole():
    sentences = [sentence for sentence, *_ in rows(ROOT)]
    assert len(sentences) == len(set(sentences)) >= 43


PLANTED = """| the sentence | its tests | waits for |
|---|---|---|
{row}
"""


@pytest.fixture
def project(tmp_path):
    """A project with one test, Suite.ADogNeverBites, and a table of the row that is given; its complaints."""
    folder = tmp_path / "tests/defects"
    folder.mkdir(parents=True)
    (tmp_path / "src/chains").mkdir(parents=True)
    (tmp_path / "src/routes.cpp").write_text('{get, "/healthz"}\n')
    (folder / "dog_test.cpp").write_text("TEST_F(Suite, ADogNeverBites) {\n}\n")

    def with_row(row):
        (folder / "README.md").write_text(PLANTED.format(row=row))
        return list(complaints(tmp_path))

    with_row.root = tmp_path
    return with_row


def test_a_row_that_names_its_test_is_fine_whatever_signs_the_sentence_has(project):
    for sentence in ("a dog never bites", 'a "dog" never `bites`', "a dog never bites (one did)", "a dog"):
        assert project(f"| {sentence} | [Suite.ADogNeverBites](dog_test.cpp) | |") == []


@pytest.mark.parametrize("row, complaint", [
    ("| a cat never bites | [Suite.ADogNeverBites](dog_test.cpp) | |", "another sentence"),
    ("| a dog never bites anybody | [Suite.ADogNeverBites](dog_test.cpp) | |", "another sentence"),
    ("| a dog never bites | [Suite.ADogNeverBitesTwice](dog_test.cpp) | |", "has no test"),
    ("| a dog never bites | [Other.ADogNeverBites](dog_test.cpp) | |", "has no test"),
    ("| a dog never bites | [Suite.ADogNeverBites](cat_test.cpp) | |", "no file whose tests run"),
    ("| a dog never bites | Suite.ADogNeverBites | |", "no link"),
    ("| a dog never bites | | |", "no test, and nothing"),
    ("| a cat waits | | `src/chains/cat` |", "stands in no row"),
    ("| a cat waits | | `src/chians/cat` |", "no place in this project"),
    ("| a cat waits | | soon |", "no place in this project"),
    ("| a cat waits | | `src/chains` |", "is there now"),
    ("| a cat waits | | `healthz` in `src/routes.cpp` |", "is there now"),
    ("| a cat waits | | `cat\\|healthz` in `src/routes.cpp` |", "is there now"),
    ("| a cat waits | | `cat` in `src/rooms.cpp` |", "no place in this project"),
])
def test_what_does_not_agree_is_named(project, row, complaint):
    assert any(complaint in said for said in project(row)), project(row)


def test_a_test_that_does_not_run_shows_nothing(project):
    row = "| a dog never bites | [Suite.ADogNeverBites](dog_test.cpp) | |"
    (project.root / "tests/defects/dog_test.cpp").write_text("TEST(Suite, ADogNeverBites) {\n  GTEST_SKIP();\n}\n")
    assert "leaves tests out" in project(row)[0]


def test_a_waiting_row_is_fine_while_the_part_is_missing(project):
    both = "| a dog never bites | [Suite.ADogNeverBites](dog_test.cpp) | `src/chains/dog` |"
    assert project(both) == []
    (project.root / "src/chains/dog").mkdir()
    assert "is there now" in project(both)[0]
