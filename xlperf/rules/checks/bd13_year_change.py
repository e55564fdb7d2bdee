"""BD13 三公经费、公用经费比上年变动大."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount, percent
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import head, label, used
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.rates import change_rate

_LINES = ("three_public", "public_funds")


@rule(
    "BD13",
    title="三公经费、公用经费比上年变动大的要说明",
    subject="基础数据",
    severity=Severity.NOTICE,
    message="{name}决算数 {final}，上年 {prior}，{way} {given}，超过 {limit}",
    remedy="核对两年的口径是否一致；确实变动大的，在报告里说明原因。",
    source="旧版指标表：变动率 = （本年−上年）÷上年；提示线按参数",
    certainty="推定",
    parameters=("year_change_notice", "rate_places"),
    needs="base: three_public_final three_public_prior or base: public_funds_final public_funds_prior",
    bad=(
        Example({"base.public_funds_prior": "76.00"}, at="base_public_funds_final"),
        Example({"base.reception_prior": "8.00", "base.three_public_prior": "11.40"}, at="base_three_public_final"),
    ),
)
def year_change(scene: Scene) -> Iterator[Hit]:
    """This year's accounts against last year's, up or down."""
    limit, places = scene.parameters.number("year_change_notice"), int(scene.parameters.number("rate_places"))
    for form in used(scene, "base"):
        for line in _LINES:
            cell, prior = form.get(f"{line}_final"), form.number(f"{line}_prior")
            if cell is None or cell.number is None or not prior:
                continue
            rate = change_rate(cell.number, prior, places=places).exact
            if rate is not None and abs(rate) > limit:
                yield Hit.at(
                    form, cell, percent(abs(rate)), "", scene.parameters.basis("year_change_notice"),
                    name=head(label(scene, form, cell.field)), final=amount(cell.number), prior=amount(prior),
                    way="增加" if rate > 0 else "下降", limit=percent(limit, 0),
                )  # fmt: skip
