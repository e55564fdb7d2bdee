"""Backup (备份): the workbook as it was when a button was pressed. It is also what the engine reads."""

import re
from datetime import datetime
from pathlib import Path

from xlperf.buttons.desk import Desk
from xlperf.buttons.settings import Settings, home

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def keep_copy(desk: Desk, settings: Settings) -> Path:
    """Copy the open book into its backup folder, drop the oldest beyond the number kept, and return the copy."""
    name = Path(desk.book.name)
    suffix = ".xlsm" if name.suffix.lower() == ".xlsm" else ".xlsx"
    folder = home() / "备份" / _UNFIT.sub("_", name.stem)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.now():%Y%m%d-%H%M%S-%f}{suffix}"
    desk.copy_to(path)
    for old in sorted(folder.glob("*.xls?"))[: -settings.backups]:
        old.unlink(missing_ok=True)
    return path
