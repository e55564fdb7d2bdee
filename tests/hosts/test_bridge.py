"""The script in a LibreOffice profile, called the way a macro calls it: buttons and functions in LibreOffice's Python."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from tests.hosts.running import available, running_office
from xlperf.hosts.libreoffice import bridge
from xlperf.hosts.libreoffice.setup import SCRIPT, install_bridge

if "libreoffice" in available():
    Call = Callable[..., Any]

    @pytest.fixture(scope="module")
    def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
        return tmp_path_factory.mktemp("bridge")

    @pytest.fixture(scope="module")
    def office(folder: Path) -> Iterator[xw.App]:
        """A LibreOffice whose profile was set up, and whose boxes go into a file."""
        report = install_bridge(folder / "profile")
        assert report.missing == []
        environment = {"XLPERF_SAID": str(folder / "said"), "XLPERF_HOME": str(folder / "home")}
        with running_office(folder / "profile", environment=environment) as app:
            yield app

    @pytest.fixture
    def run(office: xw.App) -> Iterator[Call]:
        """Call a function of the user script on a new book."""
        with office.books.add() as book:

            def run(function: str, *arguments: Any) -> Any:
                uri = f"vnd.sun.star.script:{SCRIPT.name}${function}?language=Python&location=user"
                return book.api.getScriptProvider().getScript(uri).invoke(arguments, (), ())[0]

            yield run

    def test_a_button_is_pressed(run: Call, folder: Path) -> None:
        said = run("press", "about")
        assert "xlperf" in said
        assert json.loads((folder / "said").read_text(encoding="utf-8").splitlines()[-1]) == {"say": said}

    def test_a_button_that_is_not_there(run: Call) -> None:
        assert "Traceback" not in run("press", "no_such_button")

    def test_a_function_is_called(run: Call) -> None:
        assert run("call", "XLPERF_EXEC_RATE", (200.0, 150.0)) == pytest.approx(
            run("call", "XLPERF_EXEC_RATE", (4.0, 3.0))
        )

    def test_a_fault_is_one_sentence_and_a_log(office: xw.App, run: Call, folder: Path) -> None:
        script = folder / "profile" / SCRIPT
        good = script.read_text(encoding="utf-8")
        script.write_text(good.replace("PYTHON = (3, ", "PYTHON = (2, "), encoding="utf-8")
        try:
            said = run("press", "about")
        finally:
            script.write_text(good, encoding="utf-8")
        assert said.startswith("没有做成：xlperf 装在 Python 2.")
        assert "Traceback" not in said
        log = Path(said.rpartition(" ")[2])
        assert log.is_relative_to(folder / "home")
        assert "Traceback" in log.read_text(encoding="utf-8")


def test_arguments_from_basic() -> None:
    assert bridge.from_basic(((1.0,),)) == 1.0
    assert bridge.from_basic((("甲", ""), (2.0, None))) == [["甲", None], [2.0, None]]
    assert bridge.from_basic("") is None


def test_one_button_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "_running", ["rollup"])
    assert bridge.press_button("validate") == bridge.BUSY
