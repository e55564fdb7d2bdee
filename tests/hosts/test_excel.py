"""What of the Excel side can be seen without Excel: what is called, in which order; and the functions' metadata."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from xlperf.errors import OperatorError
from xlperf.functions.registry import all_functions
from xlperf.hosts import excel, excel_functions


class Sheet:
    """A sheet as COM shows it, with protection."""

    def __init__(self, *, password: bool = False, protected: bool = True) -> None:
        self.password, self.calls = password, []
        self.ProtectContents, self.ProtectDrawingObjects, self.ProtectScenarios = protected, False, True
        self.Protection = SimpleNamespace(**{name: name == "AllowInsertingRows" for name in excel._KEPT})

    def Unprotect(self) -> None:
        self.ProtectContents = self.password
        self.calls.append("off")

    def Protect(self, **options: object) -> None:
        self.ProtectContents = True
        self.calls.append(options)


@pytest.fixture(autouse=True)
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "_ON_WINDOWS", True)


def desk(**book: Any) -> excel.ExcelDesk:
    return excel.ExcelDesk(SimpleNamespace(**book))  # type: ignore[arg-type]


def test_a_sheet_is_protected_again_as_it_was() -> None:
    sheet = Sheet()
    with pytest.raises(ZeroDivisionError), desk().unprotected(SimpleNamespace(api=sheet, name="附件2")):  # type: ignore[arg-type]
        assert not sheet.ProtectContents
        raise ZeroDivisionError
    assert sheet.calls[0] == "off"
    assert sheet.calls[1]["AllowInsertingRows"] is True and sheet.calls[1]["AllowSorting"] is False
    assert (sheet.calls[1]["Scenarios"], sheet.calls[1]["DrawingObjects"]) == (True, False)


def test_an_open_sheet_is_left_open() -> None:
    sheet = Sheet(protected=False)
    with desk().unprotected(SimpleNamespace(api=sheet, name="附件2")):  # type: ignore[arg-type]
        pass
    assert sheet.calls == []


def test_a_password_is_the_users_to_take_off() -> None:
    with (
        pytest.raises(OperatorError, match=r"附件2.*密码"),
        desk().unprotected(
            SimpleNamespace(api=Sheet(password=True), name="附件2")  # type: ignore[arg-type]
        ),
    ):
        pass


def test_a_copy_is_made_by_excel_and_not_by_saving(tmp_path: Path) -> None:
    asked: list[str] = []
    desk(api=SimpleNamespace(SaveCopyAs=asked.append)).copy_to(tmp_path / "副本.xlsm")
    assert asked == [str(tmp_path / "副本.xlsm")]
    with pytest.raises(FileNotFoundError):
        desk(api=SimpleNamespace(SaveCopyAs=asked.append)).copy_to(tmp_path / "没有" / "副本.xlsm")


def test_a_button_runs_on_the_book_that_called(monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[tuple[str, object]] = []
    caller = SimpleNamespace(name="本书")
    monkeypatch.setattr(excel.xw.Book, "caller", staticmethod(lambda: caller))
    monkeypatch.setattr(excel, "press", lambda name, where: pressed.append((name, where.book)) or "好")
    assert excel.press_button("validate") == "好"
    assert pressed == [("validate", caller)]


@pytest.mark.parametrize("function", all_functions(), ids=lambda f: f.name)
def test_every_function_has_what_xlwings_reads(function: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    udf = getattr(excel_functions, function.name)
    info = udf.__xlfunc__
    assert [argument["name"] for argument in info["args"]] == [argument.name for argument in function.arguments]
    assert {"args", "ret", "async_mode", "name", "sub"} <= set(info) and info["ret"]["options"] == {}
    monkeypatch.setattr(excel_functions.xw.Book, "caller", staticmethod(lambda: SimpleNamespace(api=None)))
    blank = udf(*[None] * len(function.arguments))
    assert blank == "" or function.name == "XLPERF_CHECK" or blank[0][0] == ""
