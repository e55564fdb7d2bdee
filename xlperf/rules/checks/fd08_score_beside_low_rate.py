"""FD08 执行率低，总得分却很高."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.submission import FilledForm
from xlperf.model.values import amount, percent, plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import numbers, used
from xlperf.rules.scene import Hit, Scene, total
from xlperf.scoring.execution import execution_points
from xlperf.scoring.rates import ratio


@rule(
    "FD08",
    title="总得分应与执行率相称",
    subject="资金",
    severity=Severity.CONFIRM,
    message="自评总得分填 {given}{grade}，而总执行率 {worked}；执行率按 {points} 分计只得 {earned} 分，总分最多 {expected} 分",
    remedy="核对执行数和总得分；得分另有算法的，请说明怎样算的。",
    source="各地公开的自评表：预算资金执行率 10 分，得分 = 执行率×分值",
    certainty="通行做法",
    parameters=("execution_points", "execution_cap", "total_points", "execution_reason_below"),
    needs="list: score total_budget|projects.budget total_executed|projects.executed",
    bad=Example(
        {"list.projects.1.executed": "10", "list.score": "99", "list.grade": "优"},
        at="list_score",
        edition="shigu_2023",
    ),
)
def score_beside_low_rate(scene: Scene) -> Iterator[Hit]:
    """Lists whose rate needs a reason anyway, with a score that even full points elsewhere could not give."""
    points, whole = scene.parameters.number("execution_points"), scene.parameters.number("total_points")
    cap, places = scene.parameters.number("execution_cap"), int(scene.parameters.number("score_places"))
    for form in used(scene, "list"):
        score, budget, executed = form.number("score"), _money(form, "budget"), _money(form, "executed")
        rate = ratio(executed, budget, places=int(scene.parameters.number("rate_places")))
        earned = execution_points(rate, points, cap=cap, places=places)
        if score is None or rate is None or earned is None or budget is None or executed is None:
            continue
        if rate >= scene.parameters.number("execution_reason_below") or score <= whole - points + earned:
            continue
        grade = f"（{form.text('grade')}）" if form.text("grade") else ""
        yield Hit.at(
            form, form.get("score"), score, plain(whole - points + earned), scene.parameters.basis("execution_points"),
            grade=grade, points=points, earned=earned,
            worked=f"{amount(executed)} ÷ {amount(budget)} = {percent(rate)}",
        )  # fmt: skip


def _money(form: FilledForm, column: str) -> Decimal | None:
    """The sum of the rows, or the printed total where there are no rows with money."""
    cells = [row[column] for row in form.rows("projects") if column in row]
    if any(cell.state == "unreadable" for cell in cells):
        return None
    filled = [cell.number for cell in cells if cell.number is not None]
    return total(filled) if filled else (numbers(form, [f"total_{column}"]) or {}).get(f"total_{column}")
