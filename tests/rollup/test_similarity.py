"""Similarity: measured by hand on short texts; near copies found among many, other texts left alone."""

from decimal import Decimal
from random import Random

import pytest

from xlperf.rollup.similarity import LEAST, Text, core, groups, similarity, sketch

SIGNS = [chr(n) for n in range(0x4E00, 0x5200)]


def _texts(*pairs: tuple[str, str], cut: bool = False) -> list[Text]:
    return [Text(owner, text, cut, sketch(core(text, owner))) for owner, text in pairs]


def _random(seed: int, length: int = 120) -> str:
    return "".join(Random(seed).choices(SIGNS, k=length))


@pytest.mark.parametrize(
    ("a", "b", "value"),
    [
        ("一二三四五六七八九十", "一二三四五六七八九十", "1"),
        ("一二三四五六七八九十", "一二三四五六七八九", "0.9474"),  # 2×9 ÷ 19
        ("一二三四五六七八九十", "一二三四伍六七八九十", "0.9"),  # 2×9 ÷ 20
        ("甲一二三四五六七八九", "一二三四五六七八九乙", "0.9"),
        ("一二三四五六七八九十", "十九八七六五四三二一", "0.1"),
        ("一二三", "一二三四五六", "0"),  # no more than 2×3 ÷ 9 can be: not looked at
    ],
)
def test_similarity(a: str, b: str, value: str) -> None:
    assert similarity(a, b) == Decimal(value)


def test_only_equal_texts_are_wholly_similar() -> None:
    long = _random(1, 30000)
    assert similarity(long, long[:-1]) == Decimal("0.9999")


def test_core_drops_white_space_punctuation_and_the_units_own_name() -> None:
    assert core("甲局 全年，完成\n１２ 项。", "甲局") == "全年完成12项"


def test_planted_copies_are_found_among_many_and_others_are_not() -> None:
    texts = [(f"单位{n}", _random(n)) for n in range(300)]
    changed = list(texts[7][1])
    changed[10:14] = "东西南北"
    texts += [("抄单位", "".join(changed)), ("换名局", texts[20][1] + "换名局")]
    found = groups(_texts(*texts))
    assert [(group.first, group.others) for group in found] == [
        (7, [(300, Decimal("0.9667"))]),  # 116 of 120
        (20, [(301, Decimal(1))]),
    ]


def test_a_phrase_that_everybody_uses_makes_no_copy() -> None:
    phrase = _random(0, 60)
    texts = [(f"单位{n}", phrase + _random(n + 1, 80)) for n in range(100)]
    assert groups(_texts(*texts)) == []


def test_of_a_text_that_was_cut_only_the_beginning_is_compared() -> None:
    whole = _random(3, 200)
    texts = [
        Text("甲", whole[:120], True, sketch(core(whole))),
        Text("乙", whole, False, sketch(core(whole))),
    ]
    assert groups(texts)[0].others == [(1, Decimal(1))]


def test_just_below_the_limit_is_no_copy() -> None:
    text = _random(5, 100)
    other = text[:84] + _random(6, 16)
    value = similarity(core(text), core(other))
    assert value < LEAST
    assert groups(_texts(("甲", text), ("乙", other))) == []
