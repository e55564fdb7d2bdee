"""Edits a workbook in headless LibreOffice as a clerk would: run by the system's Python, which has `uno`.

    python3 office_edit.py SOFFICE PROFILE_URL PIPE JOB.json

The job: {"file": …, "out": …, "steps": [["insert", sheet, row], ["delete", sheet, row], ["set", sheet, cell, value],
["copy", sheet, new name, position]]}, rows as a person counts them. After the steps everything is recalculated and stored
as .xlsx. Sheets stay protected; what the protection forbids raises.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue


def connect(pipe: str) -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not answer")


def put(sheet: object, cell: str, value: object) -> None:
    target = sheet.getCellRangeByName(cell)
    if isinstance(value, str):
        target.setString(value)
    else:
        target.setValue(float(value))


def apply(document: object, step: list) -> None:
    kind, sheet_name, *rest = step
    sheet = document.Sheets.getByName(sheet_name)
    if kind == "insert":
        sheet.Rows.insertByIndex(rest[0] - 1, 1)
    elif kind == "delete":
        sheet.Rows.removeByIndex(rest[0] - 1, 1)
    elif kind == "copy":
        document.Sheets.copyByName(sheet_name, rest[0], rest[1])
    elif kind == "unprotect":
        sheet.unprotect("")
    else:
        put(sheet, *rest)


def main() -> None:
    soffice, profile, pipe, job_file = sys.argv[1:]
    job = json.loads(Path(job_file).read_text("utf-8"))
    command = [soffice, f"-env:UserInstallation={profile}", f"--accept=pipe,name={pipe};urp;", "--headless"]
    office = subprocess.Popen([*command, "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"])
    desktop = connect(pipe)
    hidden = PropertyValue(Name="Hidden", Value=True)
    for task in job:
        document = desktop.loadComponentFromURL(Path(task["file"]).as_uri(), "_blank", 0, (hidden,))
        for step in task["steps"]:
            apply(document, step)
        document.calculateAll()
        store = PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML")
        document.storeToURL(Path(task["out"]).as_uri(), (store,))
        document.close(True)
    desktop.terminate()
    office.wait(60)


main()
