"""tools/check_files.py: what it refuses in planted files, and that this project has none of it."""
import check_files


def complaints(root, **files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return list(check_files.complaints(root, sorted(root / name for name in files)))


def test_a_header_and_a_script_must_open_with_a_comment(tmp_path):
    found = complaints(tmp_path, **{"a.hpp": "#pragma once\n", "b.py": "import os\n", "c.hpp": "// C: one thing.\n", "d.py": '"""D."""\n'})
    assert [line.split(":")[0] for line in found] == ["a.hpp", "b.py"]


def test_words_of_unfinished_work_are_named_with_their_line(tmp_path):
    assert complaints(tmp_path, **{"a.cpp": "int a;\n// TO" + "DO: more\n"}) == ["a.cpp:2: unfinished work"]


def test_places_of_one_machine_are_refused_and_similar_text_is_not(tmp_path):
    found = complaints(tmp_path, **{"a.md": "see /wo" + "rk/main\n", "b.md": "docs/work/plan and https://example.com/tmp/x\n"})
    assert found == ["a.md:1: a place of one machine"]


def test_a_file_name_that_says_nothing_is_refused(tmp_path):
    assert complaints(tmp_path, **{"src/net/utils.hpp": "// U.\n", "src/common/a.hpp": "// A.\n"}) == [
        "src/common/a.hpp: a name that says nothing", "src/net/utils.hpp: a name that says nothing"]


def test_this_project_has_none_of_it():
    assert list(check_files.complaints(check_files.ROOT, check_files.project_files(check_files.ROOT))) == []
