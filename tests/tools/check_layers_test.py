"""tools/check_layers.py in a planted tree: it is only worth having if each kind of wrong include fails."""
import subprocess
import sys
from pathlib import Path

import check_layers

ROOT = Path(__file__).resolve().parents[2]
TABLE = "# a comment: not a row\nbase:\ncore: base\nnet: base core\napp: base core net\n"


def plant(root, table=TABLE, **files):
    (root / "tools").mkdir()
    (root / "tools/layers.txt").write_text(table)
    for path, text in {"src/base/a.hpp": "", "src/core/b.hpp": '#include "base/a.hpp"\n#include <vector>\n', **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return list(check_layers.complaints(root))


def test_a_tree_that_keeps_to_the_table_passes(tmp_path):
    assert plant(tmp_path, **{"src/app/main.cpp": '#include "net/x.hpp"\n#include "app/y.hpp"\n'}) == []


def test_an_edge_that_is_not_in_the_table_fails(tmp_path):
    found = plant(tmp_path, **{"src/core/deep/c.cpp": '#include "core/b.hpp"\n  #  include "net/x.hpp"\n'})
    assert found == ["src/core/deep/c.cpp: core may not include net"]


def test_an_include_that_names_no_room_fails(tmp_path):
    found = plant(tmp_path, **{"src/core/c.cpp": '#include "b.hpp"\n#include "../base/a.hpp"\n#include "kitchen/d.hpp"\n'})
    assert len(found) == 3 and all("names no room" in line for line in found)


def test_a_folder_that_is_no_room_fails(tmp_path):
    found = plant(tmp_path, **{"src/kitchen/d.hpp": "", "src/stray.cpp": ""})
    assert found == ["src/kitchen/d.hpp: kitchen is no room of tools/layers.txt", "src/stray.cpp: stray.cpp is no room of tools/layers.txt"]


def test_a_cycle_in_the_table_fails(tmp_path):
    found = plant(tmp_path, table="base: net\ncore: base\nnet: core\n")
    assert len(found) == 1 and found[0].startswith("tools/layers.txt: a cycle: ")


def test_an_edge_to_a_room_that_does_not_exist_fails(tmp_path):
    assert "tools/layers.txt: core may include kitchen, which is no room" in plant(tmp_path, table="base:\ncore: base kitchen\n")


def test_the_program_leaves_with_1_when_there_is_something_to_say(tmp_path):
    plant(tmp_path, **{"src/base/z.hpp": '#include "core/b.hpp"\n'})
    ran = subprocess.run([sys.executable, ROOT / "tools/check_layers.py", tmp_path], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (1, "src/base/z.hpp: base may not include core\n")


def test_this_project_keeps_to_its_own_table():
    assert list(check_layers.complaints(ROOT)) == []


def test_the_client_library_keeps_to_its_row_and_its_public_headers_to_the_standard_library(tmp_path):
    table = TABLE + "sdk: base\n"
    found = plant(tmp_path, table, **{
        "sdk/cpp/src/good.cpp": '#include <bepusdt/client.hpp>\n#include <curl/curl.h>\n#include "sdk/cpp/src/x.hpp"\n#include "base/a.hpp"\n',
        "sdk/cpp/src/bad.cpp": '#include "core/b.hpp"\n',
        "sdk/cpp/include/bepusdt/client.hpp": "#include <bepusdt/order.hpp>\n#include <string>\n",
        "sdk/cpp/include/bepusdt/order.hpp": "#include <curl/curl.h>\n",
        "sdk/cpp/include/bepusdt/asio.hpp": "#include <boost/asio/awaitable.hpp>\n",
        "src/core/c.cpp": "#include <bepusdt/client.hpp>\n"})
    assert found == ["src/core/c.cpp: core may not include sdk", "sdk/cpp/src/bad.cpp: sdk may not include core",
                     "sdk/cpp/include/bepusdt/order.hpp: a public header needs <curl/curl.h>"]
