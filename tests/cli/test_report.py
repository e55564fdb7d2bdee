"""rollup --report and report, from the folder to the documents; every figure held against LibreOffice's own cells."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.audit import audit
from tests.commandline import run
from tests.libreoffice import recalculate
from tests.rollup.report.opened import FREE, Opened, looks_like
from xlperf.demo.build import build_demo
from xlperf.model.sample import renamed, sample
from xlperf.workbook.convert import write_converted

NOTICE, SUMMARY = "绩效自评情况通报.docx", "绩效自评工作汇总报告.docx"
BOTH = (NOTICE, SUMMARY)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five real submissions, two drawn ones with errors, a file that is none, a register with a unit that sent nothing."""
    desk = tmp_path_factory.mktemp("desk")
    received = desk / "收到"
    received.mkdir()
    for path in build_demo(desk / "five"):
        shutil.copy(path, received)
    from xlperf.model.load import load_edition

    faults = {"dept.indicators.1.score": "99", "dept.executed": "20", "base.staff_actual": "999"}
    for unit in ("甲局", "乙局"):
        known = {key: value for key, value in faults.items() if _known(key)}
        submission = renamed(sample("yueyang_2023", {"dept.unit_name": unit, **known}), f"{unit}.xlsx", unit)
        write_converted(submission, load_edition("yueyang_2023"), received / f"{unit}.xlsx")
    (received / "丙局.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert run("register", "--out", "应报单位.xlsx", "--from", "收到", folder=desk).code == 0
    book = load_workbook(desk / "应报单位.xlsx")
    sheet = book["应报单位"]
    row = next(n for n in range(5, 50) if not sheet[f"B{n}"].value)
    sheet[f"B{row}"] = "丁局"
    for number in range(5, row + 1):
        sheet[f"F{number}"] = "2024年3月31日"
    book.save(desk / "应报单位.xlsx")
    done = run("rollup", "收到", "--register", "应报单位.xlsx", "--out", "汇总.xlsx", "--report", "报告", folder=desk)
    assert done.code == 0 and all(f"已写入 报告/{name}" in done.out for name in BOTH), done.err
    return desk


def _known(key: str) -> bool:
    from xlperf.model.load import load_edition

    form, name = key.split(".")[:2]
    spec = load_edition("yueyang_2023").form(form)
    return name in spec.fields or name == "indicators"


def test_every_figure_is_what_its_cell_says_when_libreoffice_counts_again(desk: Path, tmp_path: Path) -> None:
    book = load_workbook(recalculate(desk / "汇总.xlsx", tmp_path), data_only=True)
    counted = 0
    for name in BOTH:
        for place, text in Opened(desk / "报告" / name).figures():
            sheet, _, cell = place.rpartition("!")
            value = book[sheet][cell].value
            assert isinstance(value, int | float), (name, place, value)
            assert looks_like(value, text) == text, (name, place, value)
            counted += 1
    assert counted > 200


def test_no_figure_stands_outside_its_cell(desk: Path) -> None:
    """Our own words have no digits but dates and 附件1; those in quoted words are words of the roll-up."""
    book = load_workbook(desk / "汇总.xlsx", read_only=True)
    there = {
        _squeezed(value)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if isinstance(value, str)
    }
    quoted = 0
    for name in BOTH:
        document = Opened(desk / "报告" / name)
        origins = {place for place, _ in document.figures()}
        for style, text in document.runs():
            if style == "Quoted":
                for piece in re.split(r"[、]|等，见|……$", text):
                    if re.search(r"\d", piece):
                        quoted += 1
                        assert any(_squeezed(piece) in one for one in there), (name, text)
            elif style != "Origin":
                assert not re.search(r"\d", FREE.sub("", text)), (name, text)
        last = document.text.partition("数据来源")[2]
        assert {place for place in origins if place in last} and set(re.findall(r"(?m)^总览!\w+$", last)) <= origins
    assert quoted > 3


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_what_the_documents_say(desk: Path) -> None:
    notice, summary = (Opened(desk / "报告" / name).text for name in BOTH)
    assert "关于2022—2023年度部门整体支出及项目支出绩效自评情况的通报" in notice
    assert "共收到文件8个，其中接收7个，退回1个" in notice and "应报单位8个，已收6个，未收2个" in notice
    assert (
        "没有报送的2个单位" in notice
        and "丁局\n未报\n附件1、附件2、附件3\n" in notice
        and "甲局\n待改\n按退回的" in notice
    )
    assert "丙局.doc\n" in notice and "有逻辑性错误的" in notice and "甲局" in notice.partition("附表")[2]
    headings = re.findall(r"(?m)^[一二三四五六七八九十]+、.*$", summary)
    assert headings == [
        "一、自评工作组织情况", "二、收件情况", "三、资金总体情况", "四、自评得分和等级分布", "五、预算执行情况",
        "六、绩效指标完成情况", "七、“三公”经费和公用经费情况", "八、自评质量和主要问题", "九、风险提示", "十、复核情况",
        "十一、下一步工作建议",
    ]  # fmt: skip
    assert summary.count("〔请财政部门补充：") >= 6
    assert "——万元" not in summary.partition("数据来源")[0]


def test_the_files_are_right_and_ask_nothing(desk: Path) -> None:
    """Office's schemas hold; no macro, no link outside, no field but the page number."""
    for name in BOTH:
        document = Opened(desk / "报告" / name)
        assert audit(document.path) == []
        relations = b"".join(document.part(part) for part in document.names if part.endswith(".rels"))
        assert b"External" not in relations and not any("vba" in part.lower() for part in document.names)
        assert {element.tag.partition("}")[2] for element in document.body.iter()} & {
            "fldSimple", "fldChar", "instrText", "hyperlink", "object", "altChunk", "drawing",
        } == set()  # fmt: skip
        size, margins = (document.body.find(f".//{{*}}{tag}").attrib.values() for tag in ("pgSz", "pgMar"))
        assert [round(int(v) * 25.4 / 1440) for v in size] == [210, 297]
        assert [round(int(v) * 25.4 / 1440) for v in margins][:4] == [37, 26, 35, 28]


def test_written_again_the_bytes_are_the_same(desk: Path, tmp_path: Path) -> None:
    assert run("report", str(desk / "汇总.xlsx"), "--out", str(tmp_path)).code == 0
    again = run("rollup", "收到", "--register", "应报单位.xlsx", "--out", "汇总.xlsx", "--report", "报告", folder=desk)
    assert again.code == 0 and "没有变化" in again.out
    for name in BOTH:
        assert (tmp_path / name).read_bytes() == (desk / "报告" / name).read_bytes()


def test_a_figure_that_somebody_changed_is_found(desk: Path, tmp_path: Path) -> None:
    before, path = desk / "报告" / SUMMARY, tmp_path / "改过.docx"
    told = run("report", str(desk / "汇总.xlsx"), "--check", str(before))
    assert told.code == 0 and "全部相符" in told.out
    place, text = Opened(before).figures()[0]
    _rewrite(before, path, f">{text}</w:t>", ">12345</w:t>")
    told = run("report", str(desk / "汇总.xlsx"), "--check", str(path))
    assert told.code == 1 and f"不符：{place} 文中写着 12345，汇总里是 {text}" in told.out


def test_documents_that_libreoffice_saved_can_be_checked_too(desk: Path, tmp_path: Path) -> None:
    """It drops the tags of controls and the kinds in the list, and keeps titles and bindings (seen in Writer 7.4)."""
    before, path = desk / "报告" / SUMMARY, tmp_path / "另存.docx"
    with zipfile.ZipFile(before) as given, zipfile.ZipFile(path, "w") as made:
        for name in given.namelist():
            content = given.read(name).decode()
            content = re.sub(r"<w:tag [^>]*>", "", content) if name == "word/document.xml" else content
            content = re.sub(r"<figure [^>]*>", "<figure>", content)
            made.writestr(name.replace("customXml/item1.xml", "customXml/item2.xml"), content)
    told = run("report", str(desk / "汇总.xlsx"), "--check", str(path))
    assert told.code == 0 and f"绑定的数 {len(Opened(before).figures())} 处，全部相符" in told.out


def _rewrite(source: Path, target: Path, old: str, new: str) -> None:
    """As a person's program saves it: a figure changed, a later time of change."""
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            content = given.read(name).decode()
            if name == "word/document.xml":
                content = content.replace(old, new, 1)
            if name == "docProps/core.xml":
                content = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2030-01-01T08:00:00Z", content)
            made.writestr(name, content)


def test_work_of_others_is_never_overwritten(desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    assert run("report", str(desk / "汇总.xlsx"), "--out", str(out)).code == 0
    _rewrite(desk / "报告" / NOTICE, out / NOTICE, "现将", "兹将")
    (out / SUMMARY).unlink()
    before = (out / NOTICE).read_bytes()
    done = run("report", str(desk / "汇总.xlsx"), "--out", str(out))
    assert done.code == 2 and "被人改过" in done.err and not (out / SUMMARY).exists()
    also = run("rollup", "收到", "--out", str(tmp_path / "新.xlsx"), "--report", str(out), folder=desk)
    assert also.code == 2 and "被人改过" in also.err and not (tmp_path / "新.xlsx").exists()
    (out / NOTICE).write_bytes(b"PK of somebody else")
    assert "不是 xlperf 写的" in run("report", str(desk / "汇总.xlsx"), "--out", str(out)).err
    assert before != (out / NOTICE).read_bytes() == b"PK of somebody else"


def test_wrong_usage_is_one_chinese_sentence(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    inside = run("rollup", "收到", "--out", str(tmp_path / "a.xlsx"), "--report", "收到/报告", folder=desk)
    assert inside.code == 2 and "不要写在收到的报送件里面" in inside.err and not (desk / "收到" / "报告").exists()
    book = str(desk / "汇总.xlsx")
    for arguments in (
        ("report", book),
        ("report", book, "--out", "a", "--check", "b"),
        ("report", str(desk / "应报单位.xlsx"), "--out", str(tmp_path / "b")),
        ("report", "没有.xlsx", "--out", str(tmp_path / "b")),
        ("report", book, "--out", str(tmp_path / "文件")),
        ("report", book, "--check", book),
        ("report", book, "--check", str(tmp_path / "文件")),
        ("report", book, "--check", "没有.docx"),
    ):
        done = run(*arguments)
        assert done.code == 2 and done.err.strip().count("\n") == 0 and "Traceback" not in done.err, arguments
    assert not (tmp_path / "b").exists()


def test_an_empty_folder_gives_documents_too(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert run("rollup", "空", "--out", "汇总.xlsx", "--report", "报告", folder=tmp_path).code == 2
    notice, summary = (Opened(tmp_path / "报告" / name) for name in BOTH)
    assert (
        "共收到文件0个" in notice.text
        and "没有接收的报送件" in summary.text
        and "没有对照应报单位登记表" in notice.text
    )
    assert run("report", "汇总.xlsx", "--check", f"报告/{NOTICE}", folder=tmp_path).code == 0
    assert audit(notice.path) == audit(summary.path) == []
