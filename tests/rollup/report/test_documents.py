"""What the documents make of odd roll-ups: several years, texts that would be code, units without end."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.rollup.made import LIUYANG, SHIGU, entry, of_edition, refused, sample_of, sent, write
from tests.rollup.report.opened import Opened
from xlperf.errors import XlperfError
from xlperf.rollup.entry import Entry
from xlperf.rollup.report.docx.body import chinese
from xlperf.rollup.report.text import Document, Figure, Gap, Paragraph, Part, Said, checked
from xlperf.usecases.reporting import check_report, write_reports


def _documents(entries: Sequence[Entry], folder: Path) -> list[Opened]:
    write(entries, folder / "汇总.xlsx")
    made = write_reports(folder / "汇总.xlsx", folder / "报告")
    for path in made:
        assert check_report(folder / "汇总.xlsx", path).apart == ()
    return [Opened(path) for path in made]


def test_years_are_told_apart(tmp_path: Path) -> None:
    entries = [
        sent("甲.xlsx", "甲局"),
        sent("乙.xlsx", "乙局", {"dept.indicators.1.score": "99"}),
        entry(replace(sample_of("甲2022.xlsx", "甲局"), year=2022)),
        entry(of_edition("liuyang_2022", "浏阳.xlsx", LIUYANG)),
    ]
    notice, summary = _documents(entries, tmp_path)
    assert "关于2022—2023年度" in notice.text and "关于2022—2023年度" in summary.text
    money = summary.text.partition("三、资金总体情况")[2].partition("四、")[0]
    assert re.findall(r"（.）\d{4}年度", money) == ["（一）2022年度", "（二）2023年度"]
    places = re.findall(r"年初预算数([\d,.]+)万元", money)
    assert len(places) == 2 and len(set(places)) == 2
    for chapter in ("四、", "五、", "六、", "七、", "九、", "十、"):
        assert summary.text.partition(chapter)[2].count("（一）2022年度") >= 1, chapter
    table = notice.text.partition("附表")[2]
    assert "年度\n逻辑性错误" in table and "乙局\n2023年度" in table


def test_one_table_of_projects_is_enough(tmp_path: Path) -> None:
    """石鼓's list has neither 附件1 nor indicators: the chapters say so."""
    _, summary = _documents([entry(of_edition("shigu_2023", "石鼓.xlsx", SHIGU))], tmp_path)
    assert (
        "没有单位报来附件1" in summary.text
        and "没有绩效指标" in summary.text
        and "执行率低于须说明原因界限的单位如下" in summary.text
    )
    assert "石鼓书院管理所" in summary.text


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("http://example.com","甲局")',
        "{ MACROBUTTON x 甲局 }",
        "<w:fldSimple w:instr='DDEAUTO'/>&amp;",
        "甲\u202e局\u0007\u200b\ufeff",
        "甲局\n第二行\t三",
        "甲" * 500,
    ],
)
def test_texts_of_units_stay_texts(name: str, tmp_path: Path) -> None:
    entries = [sent("甲.xlsx", name, {"dept.indicators.1.score": "99"}), refused("丙.doc", name)]
    for document in _documents(entries, tmp_path):
        tags = {element.tag.partition("}")[2] for element in document.body.iter()}
        assert not tags & {"fldSimple", "instrText", "fldChar", "hyperlink"}
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", document.text)
        assert all(len(text) <= 400 for style, text in document.runs() if style == "Quoted")


def test_quoted_texts_are_cleaned() -> None:
    assert Said.of("甲\u202e局\x07\n 第\t二行 ").text == "甲局 第 二行"
    assert Said.of("甲" * 300).text == "甲" * 118 + "……"
    assert Said.of("甲局\ud800").text == "甲局" and Said.of(None).text == ""


@pytest.mark.parametrize("part", ["共3个", "占５成", Gap("请填写 2 份"), "２"])
def test_a_figure_of_our_own_is_a_fault(part: Part) -> None:
    with pytest.raises(XlperfError):
        checked(Document("", [Paragraph([part])]))


def test_bound_figures_dates_and_forms_are_none() -> None:
    parts: list[Part] = ["2023年度附件1、附件3", Figure("3", "总览", "A6", "count"), Said("60分")]
    assert checked(Document("", [Paragraph(parts)])).blocks


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一")])
def test_chinese_numbers(number: int, said: str) -> None:
    assert chinese(number) == said
