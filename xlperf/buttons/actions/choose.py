"""选择文件夹 (workbench): the folder of what units sent."""

from xlperf.buttons.bench import beside, write_cell
from xlperf.buttons.registry import BENCH, button
from xlperf.buttons.session import Session


@button(
    "choose",
    "选择文件夹",
    tip="选存放单位报送件的文件夹。",
    icon="FileOpen",
    group="汇总",
    order=1,
    books=BENCH,
    quiet=True,
)
def choose(session: Session) -> str:
    """The roll-up is proposed beside the folder; a register that lies there is taken."""
    folder = session.desk.choose_folder("请选存放报送件的文件夹")
    if folder is None:
        return "没有选文件夹。"
    write_cell(session, "folder", str(folder))
    write_cell(session, "out", str(folder.parent / f"{folder.name}_汇总.xlsx"))
    register = beside(folder)
    if register is not None:
        write_cell(session, "register", str(register))
    return f"已选 {folder}，共 {sum(path.is_file() for path in folder.rglob('*'))} 个文件。"
