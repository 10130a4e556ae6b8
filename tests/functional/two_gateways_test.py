"""Two gateways on one SQLite file: the second refuses with a sentence in the operator's language, and the first goes on."""
import os
import subprocess

import pytest

from harness.auditor import half_written
from harness.children import bound
from harness.gateway import binary, environment
from harness.patience import PATIENCE, eventually
from harness.toml import dump, merged

ROUNDS = 20
CANNOT_REACH = 3  # docs: exit status when the database cannot be had


def settings_beside(scene, folder, database, **change):
    """A settings file for a second gateway, on a port of its own."""
    folder.mkdir(exist_ok=True)
    config = folder / "conf.toml"
    config.write_text(dump(merged(scene.gateway.settings, {"listen": "127.0.0.1:0", "database": f"sqlite:{database}", **change})) + "\n")
    return config


def starting(config, log=subprocess.PIPE):
    return subprocess.Popen(bound([binary(), "serve", "--config", config]), cwd=config.parent, text=True, env=environment(),
                            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)


def refusal(config):
    """What a gateway that must not start had to say."""
    second = starting(config)
    said, _ = second.communicate(timeout=20 * PATIENCE)
    assert second.returncode == CANNOT_REACH, said
    return said


def goes_on(scene):
    order = scene.order()
    scene.pay(order)
    scene.finish(order)
    assert half_written(scene.gateway.database) == []


@pytest.mark.parametrize("language, sentence", [
    ("en", "another gateway process ({}) is serving the database"),
    ("zh", "另一个网关进程（{}）正在使用数据库"),
])
def test_the_second_says_in_the_set_language_who_serves_which_file(scene, tmp_path, language, sentence):
    config = settings_beside(scene, tmp_path / "second", scene.gateway.database, language=language)
    said = refusal(config)
    assert sentence.format(scene.gateway._process.pid) in said and str(scene.gateway.database) in said
    goes_on(scene)


def test_every_way_to_the_file_is_the_same_file(scene, tmp_path):
    folder = tmp_path / "second"
    folder.mkdir()
    (folder / "linked.db").symlink_to(scene.gateway.database)
    (folder / "linked").symlink_to(scene.gateway.folder, target_is_directory=True)
    for way in ("linked.db", "linked/gateway.db", os.path.relpath(scene.gateway.database, folder)):
        assert "another gateway process" in refusal(settings_beside(scene, folder, way, language="en")), way
    goes_on(scene)


def test_a_second_hard_link_is_refused_before_anything_is_read_by_it(scene, tmp_path):
    folder = tmp_path / "second"
    folder.mkdir()
    os.link(scene.gateway.database, folder / "other.db")
    assert "hard link" in refusal(settings_beside(scene, folder, "other.db", language="en"))
    assert not list(folder.glob("other.db-*")), "no second log beside the first one's"
    goes_on(scene)


def test_the_second_starts_once_the_first_was_killed(scene, tmp_path):
    config = settings_beside(scene, tmp_path / "second", scene.gateway.database, language="en")
    order = scene.order()
    scene.pay(order)
    scene.gateway.kill()
    scene.gateway.config.write_text(config.read_text().replace("127.0.0.1:0", f"127.0.0.1:{scene.gateway.port}"))
    scene.gateway.start()
    scene.finish(order)


def test_of_two_that_start_at_the_same_moment_exactly_one_serves(stage, tmp_path):
    scene = stage()
    database = tmp_path / "contested" / "gateway.db"
    database.parent.mkdir()
    configs = [settings_beside(scene, tmp_path / name, database, language="en") for name in ("first", "second")]
    for round_ in range(ROUNDS):
        if round_ % 2 == 0:  # half of the rounds on a file that is not there yet
            for part in database.parent.iterdir():
                part.unlink()
        logs = [config.with_name(f"{round_}.log") for config in configs]
        both = []
        try:
            for config, log in zip(configs, logs):
                with open(log, "wb") as file:
                    both.append(starting(config, file))
            served = eventually(lambda: [i for i, log in enumerate(logs) if "gateway.started" in log.read_text(errors="replace")],
                                "one of them starts")
            assert len(served) == 1
            other = 1 - served[0]
            assert both[other].wait(20 * PATIENCE) == CANNOT_REACH, logs[other].read_text(errors="replace")
            assert "another gateway process" in logs[other].read_text(errors="replace")
            assert both[served[0]].poll() is None, logs[served[0]].read_text(errors="replace")
        finally:
            for process in both:
                process.kill()
                process.wait()
        assert half_written(database) == []
