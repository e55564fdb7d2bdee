"""Answers prepared for automated runs (自动回答): no box waits for a person who is not there.

`XLPERF_ANSWERS` holds a JSON list, or names a file that does. Each question takes the first answer off the list: true
or false for yes/no, a path for a file or folder, null for "gave up". A list in a file is written back without the answer
taken, so that a test can put new answers there while the program runs. With answers prepared, messages are not shown.

`XLPERF_SAID` names a file to which each message and question is appended, one JSON object a line: {"say": "…"} or
{"ask": "…", "answer": true}. Messages are then not shown either; questions are, unless answers are prepared.
"""

import json
import os
from pathlib import Path
from typing import Any

from xlperf.errors import OperatorError

ANSWERS, SAID = "XLPERF_ANSWERS", "XLPERF_SAID"

_taken: dict[str, int] = {}
"""How many answers of a list given in the variable itself were taken."""


def prepared() -> bool:
    """Are answers prepared for this process?"""
    return bool(os.environ.get(ANSWERS))


def silent() -> bool:
    """Are messages kept from the screen?"""
    return prepared() or bool(os.environ.get(SAID))


def take(question: str) -> Any:
    """The next answer; OperatorError when there is none left."""
    source = os.environ[ANSWERS].strip()
    if source.startswith("["):
        answers = json.loads(source)[_taken.get(source, 0) :]
        _taken[source] = _taken.get(source, 0) + 1
    else:
        answers = json.loads(Path(source).read_text(encoding="utf-8"))
        Path(source).write_text(json.dumps(answers[1:], ensure_ascii=False), encoding="utf-8")
    if not answers:
        raise OperatorError(f"没有给这个问题准备回答（{ANSWERS}）：{question}")
    record(ask=question, answer=answers[0])
    return answers[0]


def take_path(question: str) -> Path | None:
    """The next answer, as a path."""
    answer = take(question)
    return Path(answer) if answer else None


def record(**said: Any) -> None:
    """Append what was said to the file that is to have it."""
    if target := os.environ.get(SAID):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(json.dumps(said, ensure_ascii=False) + "\n")
