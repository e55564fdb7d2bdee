"""TX02 表尾签字栏空白."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.form import SIGNED_ON_PAPER
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import in_use
from xlperf.rules.scene import Hit, Scene


@rule(
    "TX02",
    title="表尾的填表人、日期、电话要填",
    subject="文字",
    severity=Severity.NOTICE,
    message="{what}：{given}",
    remedy="报送的正式件请填齐；公开用的版本可以不填电话。单位负责人签字签在打印出来的纸上，文件里可以空着。",
    source="表尾印有填表人、填报日期、联系电话、单位负责人签字",
    certainty="表注",
    needs="any: sign_filler~|sign_date~|sign_phone~|sign_head~",
    bad=(
        Example({"dept.sign_phone": None, "dept.sign_head": None}, at="dept_sign_phone"),
        Example(
            {"base.sign_filler": None, "base.sign_date": None, "base.sign_phone": None, "base.sign_head": None},
            at="base_sign_filler",
        ),
    ),
)
def signature_blank(scene: Scene) -> Iterator[Hit]:
    """One finding for each form that was filled in, at the first blank; a line that is not there at all is told so.

    What is signed on paper may be blank in the file, but without any line for it nobody can sign.
    """
    for form in scene.forms():
        definition = scene.edition.form(form.form)
        cells = {name: form.get(name) for name in definition.signature}
        gone = all(cell is None for cell in cells.values())
        paper = () if gone else SIGNED_ON_PAPER
        blank = [name for name, cell in cells.items() if (cell is None or cell.is_blank) and name not in paper]
        if not blank or not in_use(scene, form):
            continue
        if gone and scene.edition.certainty == "推定":
            continue  # no printed form asks for it
        listed = "、".join(definition.fields[name].label for name in blank)
        at = next((cell for name in blank if (cell := cells[name]) is not None), None)
        yield Hit.at(form, at, listed, what="表尾没有签字栏" if gone else "表尾没有填")
