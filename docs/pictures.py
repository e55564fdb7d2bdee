"""Render the README's pictures from the real templates, the real roll-up and real clicks: `make pictures`."""

import re
import tempfile
import time
from pathlib import Path

import xlperf
from tests import libreoffice
from tests.bench.district import ROUNDS, write_district
from tests.clicks.clerk import a_clerk
from xlperf.functions.registry import all_functions
from xlperf.macrobooks.build import buttons_of
from xlperf.macrobooks.form_book import write_form_book
from xlperf.macrobooks.workbench import FILE_NAME
from xlperf.model.load import load_edition
from xlperf.model.sample import sample

HERE = Path(__file__).parent
TEMPLATE_PAGE, ROLLUP_PAGE = 3, 1
FAULTS = {"dept.indicators.1.score": "16", "dept.indicators.2.actual": "≥480人次", "dept.total_budget": "1000"}
WINDOW = (1320, 1010)
SEASON = {
    ".*绩效自评汇总": "season",
    "收件台账": "ledger",
    "绩效自评催报清单": "reminders",
    "预算执行率分析表": "execution",
}
"""title of a page, as a pattern → picture"""


def main() -> None:
    """Write docs/*.png."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        _paper(desk)
        _screen(desk)
    with tempfile.TemporaryDirectory() as folder:
        _toolbars(Path(folder))


def _paper(desk: Path) -> None:
    """A page of a template, of a roll-up and of a report (libreoffice-writer is needed for this one), as printed."""
    (desk / "profile").mkdir()
    libreoffice.use_profile(desk / "profile")
    xlperf.build_templates(["yueyang_2023"], desk)
    made = xlperf.run_demo(desk / "demo")
    for source, page, name in (
        (desk / "yueyang_2023.xlsx", TEMPLATE_PAGE, "template"),
        (made.rollup_file, ROLLUP_PAGE, "rollup"),
    ):
        pdf = libreoffice.to_pdf(source, desk / "pdf")
        pages = libreoffice.to_png(pdf, desk / name, 80)
        (HERE / f"{name}.png").write_bytes(pages[page - 1].read_bytes())
    _report(made.rollup_file, desk)
    _season(desk)
    libreoffice.drop_profile()


def _report(rollup: Path, desk: Path) -> None:
    """The first page of the notice."""
    notice = xlperf.write_reports(rollup, desk / "report")[0]
    pages = libreoffice.to_png(libreoffice.document_to_pdf(notice, desk / "pdf"), desk / "report_pages", 64)
    (HERE / "report.png").write_bytes(pages[0].read_bytes())


def _season(desk: Path) -> None:
    """What the officer has after three rounds of a generated district: four pages of the roll-up."""
    write_district(desk / "地区")
    received = desk / "地区" / "收件"
    for number in ROUNDS:
        received.mkdir(exist_ok=True)
        (desk / "地区" / f"第{number}轮").rename(received / f"第{number}轮")
        xlperf.roll_up(received, desk / "汇总.xlsx", register=desk / "地区" / "应报单位.xlsx")
    pdf = libreoffice.to_pdf(desk / "汇总.xlsx", desk / "pdf")
    for title, name in SEASON.items():
        _page(pdf, title, desk / "season", name)


def _page(pdf: Path, title: str, folder: Path, name: str) -> None:
    """The first page with the title in a line of its own."""
    pages = libreoffice.pdf_text(pdf).split("\f")
    lines = [[line.replace(" ", "") for line in text.splitlines()] for text in pages]
    number = next(n for n, page in enumerate(lines) if any(re.fullmatch(title, line) for line in page))
    (HERE / f"{name}.png").write_bytes(libreoffice.to_png(pdf, folder, 64, number + 1)[0].read_bytes())


def _faulty_book(desk: Path) -> Path:
    """A form filled with a few faults."""
    book = desk / "临江市教育局.xlsm"
    filled = sample("yueyang_2023", FAULTS)
    write_form_book(load_edition("yueyang_2023"), book, buttons_of("form"), all_functions(), fill=filled)
    return book


def _screen(desk: Path) -> None:
    """A marked form, the list of findings and the workbench, after real clicks in LibreOffice."""
    book = _faulty_book(desk)
    (desk / "clerk").mkdir()
    with a_clerk(desk / "clerk") as clerk:
        clerk.open(book)
        clerk.click("校验", "附件2")
        for sheet, name in (("附件2", "marked"), ("校验结果", "results")):
            clerk.book.sheets[sheet].activate()
            time.sleep(1)
            clerk.screen.picture(HERE / f"{name}.png", WINDOW if name == "marked" else (1700, 460))
        clerk.close()
        clerk.open(HERE.parent / "workbook_templates" / FILE_NAME)
        time.sleep(1)
        clerk.screen.picture(HERE / "workbench.png", (1100, 1010))
        clerk.close()


def _toolbars(desk: Path) -> None:
    """A book that LibreOffice has saved, without its own buttons: checked and stepped through from the toolbar."""
    book = _faulty_book(desk)
    (desk / "clerk").mkdir()
    with a_clerk(desk / "clerk") as clerk:
        clerk.open(book)
        clerk.book.impl.api.store()
        clerk.close()
        clerk.open(book, macros=False)
        clerk.book.sheets["附件2"].activate()
        clerk.click_bar("校验")
        clerk.book.sheets["附件1"].activate()
        clerk.click_bar_quietly("逐条定位", lambda: clerk.book.sheets.active.name == "附件2")
        time.sleep(1)
        clerk.screen.picture(HERE / "toolbar.png", (1320, 800))
        clerk.close()


if __name__ == "__main__":
    main()
