"""What a unit fills in (填报内容), drawn: money that adds up, indicators whose points fit, and slips as clerks make them.

A form's content is field → number (Decimal), text, or None for a blank; `indicators.3.score` is a cell of a table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.bench import texts

Value = Decimal | str | None
Content = dict[str, Value]
FormKey = tuple[str, int]
"""form, ordinal"""

LEVELS: Mapping[str, tuple[tuple[str, str, int, int], ...]] = {
    "dept": (
        ("产出指标", "数量指标", 8, 4), ("产出指标", "质量指标", 4, 2), ("产出指标", "时效指标", 3, 1),
        ("产出指标", "成本指标", 1, 1), ("效益指标", "经济效益指标", 2, 1), ("效益指标", "社会效益指标", 2, 1),
        ("效益指标", "生态效益指标", 1, 1), ("效益指标", "可持续影响指标", 2, 2), ("满意度指标", "服务对象满意度指标", 1, 1),
    ),
    "project": (
        ("产出指标", "数量指标", 6, 4), ("产出指标", "质量指标", 3, 2), ("产出指标", "时效指标", 2, 1),
        ("产出指标", "成本指标", 1, 1), ("效益指标", "经济效益指标", 1, 1), ("效益指标", "社会效益指标", 2, 1),
        ("效益指标", "生态效益指标", 1, 1), ("效益指标", "可持续影响指标", 1, 1), ("满意度指标", "服务对象满意度指标", 2, 2),
    ),
}  # fmt: skip
"""一级指标, 二级指标, how many rows the sheet has, how many are filled at least: 14–24 in 附件2, 14–19 in 附件3"""
POINTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
SPENDING_ROWS = 7


@dataclass
class Drawn:
    """One unit's forms, and which slips (差错) are in them."""

    unit: str
    projects: tuple[str, ...]
    forms: dict[FormKey, Content]
    slips: list[str] = field(default_factory=list)
    kept: set[tuple[str, int, str]] = field(default_factory=set)
    """computed cells in which the clerk wrote a number over the formula"""


def draw_contents(draw: Random, unit: str, projects: Sequence[str]) -> Drawn:
    """A unit's faultless forms: 附件1, 附件2 and one 附件3 for each project."""
    people = draw.randint(8, 400)
    money = [_project_money(draw) for _ in projects]
    signature = {
        "sign_filler": texts.person(draw),
        "sign_date": f"2024年{draw.randint(1, 3)}月{draw.randint(5, 28)}日",
        "sign_phone": texts.phone(draw),
        "sign_head": texts.person(draw),
    }
    public = _money(people * draw.uniform(0.8, 2.4))
    basic = _money(float(public) + people * draw.uniform(8, 15))
    forms: dict[FormKey, Content] = {
        ("base", 1): _base(draw, people, projects, money, public) | signature,
        ("dept", 1): _dept(draw, unit, basic, money) | signature,
    }
    for n, (name, own) in enumerate(zip(projects, money, strict=True), 1):
        forms["project", n] = _project(draw, unit, name, own) | signature
    adjusted = Decimal(str(forms["dept", 1].pop("adjusted")))
    forms["base", 1] |= {"adjustment_budget": adjusted, "adjustment_final": adjusted}
    return Drawn(unit, tuple(projects), forms)


def _money(amount: float) -> Decimal:
    return Decimal(str(round(max(amount, 0.5), 2)))


def _part(draw: Random, whole: Decimal, low: float, high: float) -> Decimal:
    return _money(float(whole) * draw.uniform(low, high))


@dataclass(frozen=True, slots=True)
class _Money:
    prior: Decimal
    initial: Decimal
    budget: Decimal
    executed: Decimal
    carry: Decimal


def _project_money(draw: Random) -> _Money:
    initial = _money(draw.lognormvariate(4, 1))
    carry = _part(draw, initial, 0.02, 0.1) if draw.random() < 0.25 else Decimal(0)
    more = _part(draw, initial, 0.01, 0.08) if draw.random() < 0.4 else Decimal(0)
    budget = initial + carry + more
    executed = budget if draw.random() < 0.3 and not more and not carry else _part(draw, budget, 0.91, 0.995)
    return _Money(_part(draw, executed, 0.9, 1.1), initial, budget, executed, carry)


def _base(draw: Random, people: int, projects: Sequence[str], money: Sequence[_Money], public: Decimal) -> Content:
    content: Content = {"staff_quota": Decimal(people), "staff_actual": Decimal(int(people * draw.uniform(0.8, 1)))}
    lines = {"public_funds": public, "vehicle_running": _money(people / 20), "reception": _money(people / 30)}
    lines |= {name: _part(draw, public, 0.1, 0.25) for name in ("office", "utilities_travel", "meeting_training")}
    if draw.random() < 0.15:
        lines["vehicle_purchase"] = _money(draw.uniform(12, 25))
    if draw.random() < 0.1:
        lines["abroad"] = _money(draw.uniform(2, 9))
    for name, budget in lines.items():
        content[f"{name}_budget"] = budget
        content[f"{name}_final"] = final = _part(draw, budget, 0.9, 0.99)
        content[f"{name}_prior"] = _part(draw, final, 0.97, 1.08)
    content["procurement_budget"] = wanted = _part(draw, public, 0.2, 1)
    content["procurement_final"] = _part(draw, wanted, 0.85, 0.99)
    if draw.random() < 0.1:
        for first, second, size in (("area_approved", "area_actual", 4000), ("invest_budget", "invest_actual", 900)):
            content[first] = approved = _money(size * draw.uniform(0.5, 2))
            content[second] = _part(draw, approved, 0.95, 1)
    content["measures"] = texts.measures(draw, draw.randint(150, 500))
    for n in range(1, SPENDING_ROWS + 1):
        content[f"spending.{n}.name"] = f"　{n}、{projects[n - 1]}" if n <= len(projects) else None
        if n <= len(projects):
            own = money[n - 1]
            figures = {"prior": own.prior, "budget": own.budget, "final": own.executed}
            content |= {f"spending.{n}.{name}": amount for name, amount in figures.items()}
    return content


def _dept(draw: Random, unit: str, basic: Decimal, money: Sequence[_Money]) -> Content:
    spent = sum((own.executed for own in money), Decimal(0))
    planned = sum((own.budget for own in money), Decimal(0))
    adjusted = _part(draw, basic, 0.005, 0.04)
    executed = _part(draw, basic, 0.96, 0.995)
    total = executed + spent
    other = _part(draw, total, 0.005, 0.04) if draw.random() < 0.4 else None
    fund = _part(draw, total, 0.01, 0.1) if draw.random() < 0.15 else None
    content: Content = {
        "unit_name": unit,
        "adjusted": adjusted,
        "total_initial": basic - adjusted + sum((own.initial for own in money), Decimal(0)),
        "total_budget": basic + planned,
        "total_executed": total,
        "income_general": total - (other or 0) - (fund or 0),
        "income_gov_fund": fund,
        "income_other": other,
        "basic_executed": executed,
        "project_executed": spent,
        "goal_expected": texts.goal(draw, draw.randint(300, 1000), done=False),
        "goal_actual": texts.goal(draw, draw.randint(300, 1000), done=True),
    }
    return content | _indicators(draw, "dept", basic + planned, total)


def _project(draw: Random, unit: str, name: str, own: _Money) -> Content:
    content: Content = {"name": name, "supervising": unit, "implementing": unit, "fiscal_initial": own.initial}
    content["fiscal_budget"] = own.budget - own.carry
    content["fiscal_executed"] = own.executed - min(own.carry, own.executed)
    if own.carry:
        content |= {"carry_budget": own.carry, "carry_executed": own.carry}
    content["goal_expected"] = texts.goal(draw, draw.randint(150, 700), done=False)
    content["goal_actual"] = texts.goal(draw, draw.randint(150, 900), done=True)
    return content | _indicators(draw, "project", own.budget, own.executed)


# ── indicators ──


def _indicators(draw: Random, form: str, budget: Decimal, executed: Decimal) -> Content:
    rows: list[tuple[int, str, str]] = []
    number = 0
    for level1, level2, room, least in LEVELS[form]:
        filled = draw.randint(least, room)
        rows += [(number + n, level1, level2) for n in range(1, filled + 1)]
        number += room
    content: Content = {}
    used: set[str] = set()
    for level1, points in POINTS.items():
        group = [(row, level2) for row, one, level2 in rows if one == level1]
        cuts = _shares(draw, points, len(group))
        for (row, level2), share in zip(group, cuts, strict=True):
            cells = _indicator(draw, level2, Decimal(share), used, (budget, executed))
            content |= {f"indicators.{row}.{name}": value for name, value in cells.items()}
    return content


def _shares(draw: Random, points: int, parts: int) -> list[int]:
    """Whole points, nearly even, that add up."""
    shares = [points // parts + (n < points % parts) for n in range(parts)]
    for _ in range(parts // 2):
        a, b = draw.randrange(parts), draw.randrange(parts)
        if a != b and shares[a] > 1:
            shares[a], shares[b] = shares[a] - 1, shares[b] + 1
    return shares


def _indicator(
    draw: Random, level2: str, points: Decimal, used: set[str], money: tuple[Decimal, Decimal]
) -> dict[str, Value]:
    name, target, actual = _MAKERS[level2](draw, used, money)
    used.add(name)
    short = draw.random() < 0.12 and level2 in _COUNTS
    cells: dict[str, Value] = {"level3": name, "target": target, "actual": actual, "points": points, "score": points}
    if short:
        wanted, unit = Decimal(target.strip("≥=" + _letters(target))), _letters(target)
        reached = int(wanted * draw.randint(70, 95) / 100)
        if 0 < reached < wanted:
            cells |= {"actual": f"{reached}{unit}", "reason": texts.reason(draw)}
            cells["score"] = Decimal(int(points * reached * 10 / wanted)) / 10
    elif draw.random() < 0.1:
        cells["reason"] = "无偏差"
    return cells


def _letters(text: str) -> str:
    return text.lstrip("≥=0123456789.")


def _fresh(draw: Random, choices: Sequence[tuple[str, str]], used: set[str]) -> tuple[str, str]:
    left = [one for one in choices if one[0] not in used]
    return draw.choice(left)


_Three = tuple[str, str, str]


def _counted(choices: Sequence[tuple[str, str]]) -> Callable[[Random, set[str], object], _Three]:
    def make(draw: Random, used: set[str], _money: object) -> _Three:
        name, unit = _fresh(draw, choices, used)
        wanted = draw.choice((draw.randint(2, 40), draw.randint(40, 900), draw.randint(1000, 20000)))
        reached = wanted + int(wanted * draw.choice((0, 0, 0.02, 0.06, 0.12)))
        sign = draw.choice("≥≥≥=") if reached == wanted else "≥"
        return name, f"{sign}{wanted}{unit}", f"{reached}{unit}"

    return make


def _rated(draw: Random, used: set[str], _money: object) -> _Three:
    name, _ = _fresh(draw, [(one, "") for one in texts.RATED], used)
    wanted = draw.choice((90, 95, 98, 100))
    if wanted == 100:
        return name, draw.choice(("100%", "=100%")), "100%"
    return name, f"≥{wanted}%", f"{wanted + draw.randint(0, (99 - wanted) * 10) / 10:g}%"


def _timed(draw: Random, used: set[str], _money: object) -> _Three:
    name, _ = _fresh(draw, [(one, "") for one in texts.TIMED], used)
    month = draw.randint(6, 12)
    return (
        name,
        f"2023年{month}月{draw.choice((10, 20, 30))}日前",
        f"2023年{month - draw.randint(1, 3)}月{draw.randint(1, 28)}日",
    )


def _cost(_draw: Random, _used: set[str], money: tuple[Decimal, Decimal]) -> _Three:
    return "项目总成本", f"≤{money[0]}万元", f"{money[1]}万元"


def _lasting(draw: Random, used: set[str], _money: object) -> _Three:
    name, target = _fresh(draw, texts.LASTING, used)
    return name, target, f"{target}，全年检查{draw.randint(2, 12)}次，{draw.choice(texts.TOWNS)}片区已有专人接手"


def _pleased(draw: Random, used: set[str], _money: object) -> _Three:
    name, _ = _fresh(draw, [(one, "") for one in texts.PLEASED], used)
    wanted = draw.choice((85, 90, 95))
    return name, f"≥{wanted}%", f"{wanted + draw.randint(0, 40) / 10:g}%"


_COUNTS = ("数量指标", "社会效益指标")
_MAKERS: dict[str, Callable[[Random, set[str], tuple[Decimal, Decimal]], _Three]] = {
    "数量指标": _counted(texts.COUNTED), "质量指标": _rated, "时效指标": _timed, "成本指标": _cost,
    "经济效益指标": _counted(texts.EARNED), "社会效益指标": _counted(texts.SERVED), "生态效益指标": _counted(texts.GREEN),
    "可持续影响指标": _lasting, "服务对象满意度指标": _pleased,
}  # fmt: skip
