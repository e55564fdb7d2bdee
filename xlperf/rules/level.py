"""The level of government (预算级次) as a unit's name and the words in its forms tell it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from xlperf.model.load import edition_ids, load_edition
from xlperf.model.submission import Cell, FilledForm
from xlperf.model.values import squeeze
from xlperf.rules.scene import Scene

_COUNTY = re.compile(r"(?:[省市州盟]|^|中共|中国共产党)(?P<name>[一-鿿]{1,5}?)(?P<kind>自治县|区|县|旗)(?!域|长)")
_NO_DISTRICT = (
    "开发", "新", "示范", "产业园", "园", "社", "保护", "风景", "景", "灾", "地", "战", "校", "小", "管理", "自治", "库", "高新", "度假",
    "旅游", "功能", "服务", "自贸", "合作", "保税", "工业", "实验", "试验", "片", "牧", "辖", "街", "城",
)  # fmt: skip


@lru_cache(maxsize=20_000)
def is_county_level(unit: str) -> bool:
    """True for 岳阳市君山区…, 湘阴县…; not for 经济技术开发区, 社区, 地区, nor for a county-level city."""
    return any(
        found["kind"] != "区" or (len(found["name"]) > 1 and not found["name"].endswith(_NO_DISTRICT))
        for found in _COUNTY.finditer(squeeze(unit))
    )


def other_template(scene: Scene) -> str:
    """What to do about words that a template of ours prints itself: which edition's template to take. "" elsewhere."""
    if not scene.submission.receipt:
        return ""
    unit = squeeze(scene.submission.unit)
    others = [load_edition(one) for one in edition_ids() if one != scene.edition.edition]
    own = [one for one in others if one.place_name in unit and set(scene.edition.forms) <= set(one.forms)]
    take = f"请换用“{own[0].name}”的模板（{own[0].edition}）" if own else "本地有自己的模板的，请换用本地的模板"
    return f"这是模板印好的字，不要在表里改。{take}；财政部门要求沿用这一套的，不用改。"


Printed = tuple[Cell | None, str]


def printed(scene: Scene, form: FilledForm) -> tuple[Printed, ...]:
    """Texts that stand for labels in the file, each with the cell to show: labels of fields, names of spending lines."""
    return scene.once(("printed", id(form)), lambda: tuple(_printed(form)))


def is_printed(scene: Scene, form: FilledForm, word: str) -> bool:
    """Whether a word may stand in one of these texts: a glance at all of them together."""
    return word in scene.once(("printed together", id(form)), lambda: _together("\0".join(_texts(form))))


def first_printed(scene: Scene, form: FilledForm, word: str) -> Printed | None:
    """The first of these texts with a word in it."""
    if not is_printed(scene, form, word):
        return None
    return next((place for place in printed(scene, form) if word in place[1]), None)


@lru_cache(maxsize=200)
def _together(texts: str) -> str:
    """Squeezed; the same labels stand in the forms of a hundred units."""
    return squeeze.__wrapped__(texts)


def _texts(form: FilledForm) -> Iterator[str]:
    yield from form.labels.values()
    yield from (row["name"].text for row in form.rows("spending") if "name" in row)


def _printed(form: FilledForm) -> Iterator[Printed]:
    for name, text in form.labels.items():
        yield form.get(name), squeeze(text)
    for row in form.rows("spending"):
        if "name" in row:
            yield row["name"], squeeze(row["name"].text)
