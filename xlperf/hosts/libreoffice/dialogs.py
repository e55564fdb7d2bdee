"""LibreOffice's boxes: messages, questions, choosing a file or a folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.hosts.libreoffice.office import Uno, enum, local_path, service

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.apps import App

_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3 | 0x40000, "yes_no_cancel": 4 | 0x40000}
"""com.sun.star.awt.MessageBoxButtons; Enter means yes, as in Excel's boxes."""
_PRESSED = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
_CLOSED = {"ok": "ok", "ok_cancel": "cancel", "yes_no": "no", "yes_no_cancel": "cancel"}
"""What a box answers that was closed without pressing a button."""
_CHOSEN = 1
_OPEN_SIMPLE = 0


def message_box(app: "App", text: str, title: str, buttons: str, mode: str | None) -> str:
    """Show a box over the book in front; answers ok, cancel, yes or no."""
    kind = "QUERYBOX" if buttons.startswith("yes") else "WARNINGBOX" if mode == "critical" else "INFOBOX"
    toolkit = service(app.ctx, "awt.Toolkit")
    box = toolkit.createMessageBox(_window(app), enum("awt.MessageBoxType", kind), _BUTTONS[buttons], title, text)
    try:
        pressed = _PRESSED.get(box.execute(), "")
    finally:
        box.dispose()
    return pressed if pressed in buttons else _CLOSED[buttons]


def choose_file(app: "App", title: str) -> Path | None:
    """An open-dialog for workbooks; None when the user gave up."""
    picker = app.ctx.ServiceManager.createInstanceWithArgumentsAndContext(
        "com.sun.star.ui.dialogs.FilePicker", (_OPEN_SIMPLE,), app.ctx
    )
    picker.setTitle(title)
    picker.appendFilter("工作簿", "*.xlsx;*.xlsm;*.xls;*.ods")
    picker.appendFilter("所有文件", "*")
    if picker.execute() != _CHOSEN:
        return None
    return next((Path(local_path(url)) for url in picker.getSelectedFiles()), None)


def choose_folder(app: "App", title: str) -> Path | None:
    """A dialog for folders; None when the user gave up."""
    picker = service(app.ctx, "ui.dialogs.FolderPicker")
    picker.setTitle(title)
    return Path(local_path(picker.getDirectory())) if picker.execute() == _CHOSEN else None


def _window(app: "App") -> Uno:
    frame = app.desktop.getCurrentFrame()
    return frame.getContainerWindow() if frame is not None else None
