"""Slips and mistakes (差错) in a unit's forms, as clerks make them; each has a name that stands in the list of truth."""

from collections.abc import Callable
from decimal import Decimal
from random import Random

from tests.bench.contents import Content, Drawn, FormKey

Slip = Callable[[Random, Drawn], None]


def with_slips(draw: Random, drawn: Drawn) -> Drawn:
    """The same forms with slips in about a third of all cases, and one graver mistake in one of ten of those."""
    if draw.random() < 1 / 3:
        for slip in draw.sample(_SLIGHT, draw.randint(1, 3)):
            _make(slip, draw, drawn)
        if draw.random() < 0.1:
            _make(draw.choice(_GRAVE), draw, drawn)
    return drawn


def mistaken(draw: Random, drawn: Drawn) -> Drawn:
    """The same forms with one grave mistake, for which `check` has an error."""
    _make(draw.choice(_GRAVE), draw, drawn)
    return drawn


def questionable(draw: Random, drawn: Drawn) -> Drawn:
    """The same forms, in a third of all cases with slips that `check` has questions about, but no errors."""
    if draw.random() < 1 / 3:
        for slip in draw.sample(_QUESTIONS, draw.randint(1, 2)):
            _make(slip, draw, drawn)
    return drawn


def _make(slip: Slip, draw: Random, drawn: Drawn) -> None:
    slip(draw, drawn)
    drawn.slips.append(slip.__name__.strip("_"))


def _with_indicators(draw: Random, drawn: Drawn) -> tuple[FormKey, Content, str]:
    """A form that has indicators, and one of its filled rows."""
    key = draw.choice([key for key in drawn.forms if key[0] != "base"])
    content = drawn.forms[key]
    rows = [name.rpartition(".")[0] for name in content if name.endswith(".level3")]
    return key, content, draw.choice(rows)


def _reason_missing(draw: Random, drawn: Drawn) -> None:
    _, content, row = _with_indicators(draw, drawn)
    content[f"{row}.score"] = max(Decimal(str(content[f"{row}.points"])) - 1, Decimal(0))
    content[f"{row}.reason"] = draw.choice((None, "无", "　"))


def _sign_copied(draw: Random, drawn: Drawn) -> None:
    _, content, row = _with_indicators(draw, drawn)
    content[f"{row}.actual"] = content[f"{row}.target"]


def _unit_forgotten(draw: Random, drawn: Drawn) -> None:
    """A bare number, in the cell as a number."""
    _, content, row = _with_indicators(draw, drawn)
    content[f"{row}.actual"] = Decimal(draw.randint(2, 900))


def _words_for_target(draw: Random, drawn: Drawn) -> None:
    _, content, row = _with_indicators(draw, drawn)
    content[f"{row}.target"], content[f"{row}.actual"] = draw.choice((("明显提升", "有所提升"), ("及时", "已完成")))


def _number_as_text(draw: Random, drawn: Drawn) -> None:
    content = drawn.forms["base", 1]
    content["reception_final"] = f"{content['reception_final']}{draw.choice(('万元', ' ', '万'))}"


def _unsigned(draw: Random, drawn: Drawn) -> None:
    for content in drawn.forms.values():
        content[draw.choice(("sign_phone", "sign_filler", "sign_head"))] = None


def _over_plan(draw: Random, drawn: Drawn) -> None:
    content = drawn.forms["base", 1]
    content["meeting_training_final"] = Decimal(str(content["meeting_training_budget"])) + draw.randint(1, 5)


def _more_people(draw: Random, drawn: Drawn) -> None:
    content = drawn.forms["base", 1]
    content["staff_actual"] = Decimal(str(content["staff_quota"])) + draw.randint(1, 4)


def _name_differs(draw: Random, drawn: Drawn) -> None:
    key = ("project", draw.randint(1, len(drawn.projects)))
    drawn.forms[key]["name"] = f"{drawn.forms[key]['name']}（{draw.choice(('二期', '本级', '追加'))}）"


def _goal_copied(_draw: Random, drawn: Drawn) -> None:
    drawn.forms["dept", 1]["goal_actual"] = drawn.forms["dept", 1]["goal_expected"]


def _too_many_points(draw: Random, drawn: Drawn) -> None:
    _, content, row = _with_indicators(draw, drawn)
    content[f"{row}.score"] = Decimal(str(content[f"{row}.points"])) + 2


def _income_differs(draw: Random, drawn: Drawn) -> None:
    content = drawn.forms["dept", 1]
    content["income_general"] = Decimal(str(content["income_general"])) - draw.randint(1, 30)


def _score_missing(draw: Random, drawn: Drawn) -> None:
    _, content, row = _with_indicators(draw, drawn)
    content[f"{row}.score"] = None


def _points_differ(draw: Random, drawn: Drawn) -> None:
    _, content, row = _with_indicators(draw, drawn)
    content[f"{row}.points"] = Decimal(str(content[f"{row}.points"])) + 5


def _over_formula(draw: Random, drawn: Drawn) -> None:
    """A number of the clerk's own over the formula of the total."""
    key = draw.choice([key for key in drawn.forms if key[0] != "base"])
    drawn.forms[key]["sum_score"] = Decimal(draw.randint(60, 85))
    drawn.kept.add((*key, "sum_score"))


_QUESTIONS: tuple[Slip, ...] = (_reason_missing, _unsigned, _over_plan, _more_people, _name_differs, _goal_copied)
_SLIGHT: tuple[Slip, ...] = (*_QUESTIONS, _sign_copied, _unit_forgotten, _words_for_target, _number_as_text)
_GRAVE: tuple[Slip, ...] = (_too_many_points, _income_differs, _score_missing, _points_differ, _over_formula)
