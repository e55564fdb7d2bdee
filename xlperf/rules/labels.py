"""What a cell is called in a message."""

from xlperf.model.submission import Cell, FilledForm
from xlperf.rules.indicators import quotable, short
from xlperf.rules.money import item_name
from xlperf.rules.scene import Scene

_NAMES = ("level3", "level2", "name")


def cell_label(scene: Scene, form: FilledForm, cell: Cell) -> str:
    """“年度资金总额·执行率”, or “维修校舍所数”的得分 for a cell of a table."""
    if "." not in cell.field:
        return f"“{scene.edition.form(form.form).fields[cell.field].label}”"
    table, number, column = cell.field.split(".")
    label = scene.edition.tables[table].columns[column].label
    row = form.rows(table)[int(number) - 1]
    name = next((row[key].text for key in _NAMES if key in row and row[key].text), "")
    if not name:
        return f"第 {number} 行的{label}"
    return f"“{quotable(short(item_name(name) if 'name' in row else name))}”的{label}"
