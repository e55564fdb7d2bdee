"""A unit is taken by its code or exact name; a similar name is only told."""

import pytest

from tests.rollup.register.drawn import file, register, unit
from xlperf.rollup.register.match import Matcher, similar
from xlperf.rollup.register.states import settle_sent

KNOWN = register(
    unit("岳阳市教育局", code="101", aliases="市教育局 教育局（机关）"),
    unit("岳阳市体育局", code="102"),
    unit("岳阳市文化旅游广电局"),
)
MATCHER = Matcher(KNOWN)


@pytest.mark.parametrize(
    ("name", "code", "taken", "by"),
    [
        ("岳阳市教育局", "", "岳阳市教育局", "名称"),
        (" 岳阳市　教育局\n", "", "岳阳市教育局", "名称"),
        ("教育局(机关)", "", "岳阳市教育局", "别名"),
        ("", "１０２", "岳阳市体育局", "编码"),
        ("体育局机关", "102", "岳阳市体育局", "编码"),
        ("市教育局", "999", "岳阳市教育局", "别名"),
    ],
)
def test_taken(name: str, code: str, taken: str, by: str) -> None:
    found = MATCHER.match(name, code)
    assert found.unit and (found.unit.name, found.by) == (taken, by)


@pytest.mark.parametrize(
    "name", ["岳阳市教育", "教育局", "岳阳市教育体育局", "岳阳市教育局局", "岳阳市文旅广电局", "岳阳市教肓局"]
)
def test_never_taken_by_likeness(name: str) -> None:
    found = MATCHER.match(name)
    assert found.unit is None
    assert found.similar and f"疑似“{found.similar[0]}”" in found.reason


def test_nothing_similar_is_told_where_nothing_is() -> None:
    found = MATCHER.match("湘阴县林业站")
    assert found.unit is None and found.similar == () and "疑似" not in found.reason


def test_code_of_one_and_name_of_another_is_nobodys() -> None:
    found = MATCHER.match("岳阳市体育局", "101")
    assert found.unit is None
    assert "编码“101”是“岳阳市教育局”的，名称“岳阳市体育局”是“岳阳市体育局”的" in found.reason


def test_neither_name_nor_code() -> None:
    assert MATCHER.match("　", "").reason == "表上没有写单位名称"
    assert "编码“7”不在登记表里" in MATCHER.match("", "7").reason


def test_the_most_similar_comes_first() -> None:
    assert similar("校舍维修改造", ["道路维修", "校舍维修改造工程", "消防改造"])[0] == "校舍维修改造工程"
    assert similar("无", []) == ()


def test_thousands_of_unknown_names_are_looked_up_quickly() -> None:
    """Ten times the register of a county: a second or two, not minutes."""
    many = register(*(unit(f"某县第{n}中心学校", code=f"{n:05}") for n in range(3000)))
    found = settle_sent([file(f"{n}.xlsx", f"某县第{n}中心小学") for n in range(1000)], many)
    assert {str(one.state) for one in found.standings} == {"未登记"}
