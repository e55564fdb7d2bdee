"""Input hints, number checks and drop-downs of entry cells (输入提示、录入检查、下拉)."""

from typing import Any

from xlperf.model.form import Field
from xlperf.model.values import Kind

_TITLE_ROOM, _TEXT_ROOM = 32, 255
"""Excel refuses longer titles and messages"""

_NUMBER_HINTS: dict[Kind, str] = {
    "money": "单位：万元，只填数字；没有的留空。",
    "count": "填人数，只填数字。",
    "area": "单位：平方米，只填数字；没有的留空。",
    "points": "填分数，只填数字。",
    "ratio": "填百分数，如 95%。",
    "number": "只填数字。",
}
_NUMBER_FAULTS: dict[Kind, str] = {
    "money": "这一格要填不小于 0 的数字，单位是万元：不写“万元”，不写“无”，没有的留空，不能填负数。确认无误请选“是”。",
    "count": "这一格要填人数，是不小于 0 的数字，不写“人”。确认无误请选“是”。",
    "area": "这一格要填平方米数，是不小于 0 的数字，不写单位；没有的留空。确认无误请选“是”。",
    "points": "这一格要填分数，是不小于 0 的数字，不写“分”。确认无误请选“是”。",
    "ratio": "这一格要填 0 到 100% 之间的百分数，请带百分号，如 95%。确认无误请选“是”。",
    "number": "这一格要填数字。确认无误请选“是”。",
}


_FALLS_HINT = "单位：万元，只填数字，调减的填负数；没有的留空。"
_FALLS_FAULT = "这一格要填数字，单位是万元：不写“万元”，不写“无”，没有的留空；调减的填负数。确认无误请选“是”。"
_LOWEST = -1_000_000_000
_ROOM_HINT = "字多显示不下时，拖动左边的行号下沿，加大行高。"


def validation(field: Field, *, falls: bool = False, long: bool = False) -> dict[str, Any] | None:
    """XlsxWriter's options for a field, None where there is nothing to say. Faults warn: the unit may insist.

    `falls`: the number may be negative; `long`: a text in joined cells, whose rows do not grow by themselves.
    """
    if field.choices:
        fault = f"请从下拉列表中选：{'、'.join(field.choices)}。"
        return _texts({"validate": "list", "source": list(field.choices)}, field, field.hint or fault, fault, "stop")
    if field.kind in _NUMBER_HINTS:
        hint = f"{field.hint}{_NUMBER_HINTS[field.kind]}" if field.hint else _NUMBER_HINTS[field.kind]
        check: dict[str, Any] = {"validate": "decimal", "criteria": ">=", "value": 0}
        if field.kind == "ratio":
            check = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
        if falls:
            return _texts(check | {"value": _LOWEST}, field, field.hint + _FALLS_HINT, _FALLS_FAULT, "warning")
        return _texts(check, field, hint, _NUMBER_FAULTS[field.kind], "warning")
    hint = field.hint + (_ROOM_HINT if long else "")
    return _texts({"validate": "any"}, field, hint, "", "") if hint else None


def score_validation(field: Field, score: str, points: str) -> dict[str, Any]:
    """得分: a number from 0 to the points in the same row."""
    check = {
        "validate": "custom",
        "value": f"=AND(ISNUMBER({score}),{score}>=0,OR(NOT(ISNUMBER({points})),{score}<={points}))",
    }
    fault = "得分应是 0 到本行分值之间的数字，不写“分”。确认无误请选“是”。"
    return _texts(check, field, field.hint, fault, "warning")


def _texts(check: dict[str, Any], field: Field, hint: str, fault: str, kind: str) -> dict[str, Any]:
    title = field.label.replace("\n", "").split("·")[-1][:_TITLE_ROOM]
    options = check | {"input_title": title, "input_message": hint[:_TEXT_ROOM]}
    if fault:
        options |= {"error_type": kind, "error_title": "请核对：" + title[:20], "error_message": fault[:_TEXT_ROOM]}
    return options
