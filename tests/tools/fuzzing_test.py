"""tools/dev/fuzzing.py: a finding becomes a corpus file that the tests replay, and a target that never ends is ended."""
import pytest

from dev import fuzzing


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Every folder that a run writes to, below tmp_path."""
    for name, folder in (("ROOT", "."), ("BUILD", "build"), ("CORPUS", "corpus"), ("LEARNED", "build/learned"),
                         ("ARTIFACTS", "build/found"), ("LOGS", "build/logs")):
        monkeypatch.setattr(fuzzing, name, tmp_path / folder)
    (tmp_path / "build").mkdir()
    return tmp_path


def program(folder, script):
    """A target that behaves as the script says; $found is where libFuzzer would leave what it found."""
    path = folder / "fuzz_invented"
    path.write_text('#!/bin/sh\nfor word; do case $word in -artifact_prefix=*) found=${word#*=};; esac; done\n' + script)
    path.chmod(0o755)
    return path


def test_a_clean_run_is_counted_and_keeps_nothing(places, capsys):
    clean = program(places, "echo '#9 INITED cov: 40 ft: 1'; echo '#99 DONE cov: 52 ft: 1'; echo 'stat::number_of_executed_units: 12345'")
    assert not fuzzing.run(clean, "invented", 1)
    assert "invented: ok, 12,345 executions, coverage 40 to 52" in capsys.readouterr().out
    assert not list((places / "corpus/invented").iterdir())


def test_a_finding_becomes_a_corpus_file_and_is_named_with_how_to_see_it_again(places, capsys):
    broken = program(places, 'printf abc > "${found}crash-0123"; exit 77')
    assert fuzzing.run(broken, "invented", 1)
    (kept,) = (places / "corpus/invented").iterdir()
    assert kept.read_text() == "abc" and kept.name == "crash-ba7816bf8f01"  # by content: the same finding is the same file
    said = capsys.readouterr().out
    assert f"build/fuzz/fuzz_invented corpus/invented/{kept.name}" in said
    assert "./dev test invented__crash_ba7816bf8f01" in said


def test_a_failure_without_a_file_is_a_failure(places):
    assert fuzzing.run(program(places, "exit 1"), "invented", 1)


def test_a_target_that_does_not_end_is_ended(places, monkeypatch, capsys):
    monkeypatch.setattr(fuzzing, "PATIENCE", 0)
    assert fuzzing.run(program(places, "exec sleep 600"), "invented", 0.2)
    assert "no end" in capsys.readouterr().out


def test_every_target_has_seeds():
    assert fuzzing.targets()
    for target in fuzzing.targets():
        assert list((fuzzing.CORPUS / target).iterdir()), target
