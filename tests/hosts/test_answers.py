"""Answers prepared for automated runs."""

import json
from pathlib import Path

import pytest

from xlperf.errors import OperatorError
from xlperf.hosts import answers


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(answers.ANSWERS, raising=False)
    monkeypatch.delenv(answers.SAID, raising=False)
    monkeypatch.setattr(answers, "_taken", {})


def test_nothing_is_prepared_by_default() -> None:
    assert (answers.prepared(), answers.silent()) == (False, False)


def test_a_list_in_the_variable_is_taken_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(answers.ANSWERS, '[true, "/某处", null]')
    assert (answers.prepared(), answers.silent()) == (True, True)
    assert [answers.take("一"), answers.take_path("二"), answers.take_path("三")] == [True, Path("/某处"), None]
    with pytest.raises(OperatorError, match="四"):
        answers.take("四")


def test_a_list_in_a_file_can_be_added_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "回答.json"
    file.write_text("[true]", encoding="utf-8")
    monkeypatch.setenv(answers.ANSWERS, str(file))
    assert answers.take("一") is True
    assert json.loads(file.read_text(encoding="utf-8")) == []
    file.write_text("[false]", encoding="utf-8")
    assert answers.take("二") is False


def test_what_is_said_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(answers.SAID, str(tmp_path / "said"))
    answers.record(say="一\n二")
    answers.record(ask="好吗？", answer=False)
    assert answers.silent()
    lines = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    assert list(map(json.loads, lines)) == [{"say": "一\n二"}, {"ask": "好吗？", "answer": False}]
