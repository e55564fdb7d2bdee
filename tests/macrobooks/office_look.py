"""Opens macro books in headless LibreOffice and tells what is there: run by the system's Python, which has `uno`.

    python3 office_look.py SOFFICE PROFILE_URL PIPE JOB.json

The job: [{"file": …, "macros": [Basic sub, …], "formulas": [[sheet, cell, formula], …]}]. Prints, for each book, its
sheets, names, buttons of each sheet with the macros they call, and what the formulas gave.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

ALWAYS_EXECUTE_NO_WARN = 4
MODULE = "vnd.sun.star.script:VBAProject.{}?language=Basic&location=document"


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not answer")


def buttons(sheet):
    page = sheet.DrawPage
    shapes = [page.getByIndex(at) for at in range(page.Count)]
    labels = [shape.Control.Label for shape in shapes if shape.ShapeType == "com.sun.star.drawing.ControlShape"]
    events = []
    for number in range(page.Forms.Count):
        form = page.Forms.getByIndex(number)
        events += [event.ScriptCode for at in range(form.Count) for event in form.getScriptEvents(at)]
    return [[label, code.split("?")[0].rpartition(".")[2]] for label, code in zip(labels, events, strict=True)]


def look(desktop, job):
    mode = PropertyValue(Name="MacroExecutionMode", Value=ALWAYS_EXECUTE_NO_WARN)
    hidden = PropertyValue(Name="Hidden", Value=True)
    book = desktop.loadComponentFromURL(Path(job["file"]).as_uri(), "_blank", 0, (mode, hidden))
    for macro in job["macros"]:
        book.getScriptProvider().getScript(MODULE.format(macro)).invoke((), (), ())
    given = []
    for sheet, cell, formula in job["formulas"]:
        place = book.Sheets.getByName(sheet).getCellRangeByName(cell)
        if formula:
            place.setFormula(formula)
        given.append(place.getString())
    sheets = [book.Sheets.getByName(name) for name in book.Sheets.ElementNames]
    seen = {
        "sheets": list(book.Sheets.ElementNames),
        "hidden": [sheet.Name for sheet in sheets if not sheet.IsVisible],
        "names": sorted(book.NamedRanges.ElementNames),
        "buttons": {sheet.Name: buttons(sheet) for sheet in sheets},
        "given": given,
    }
    book.close(True)
    return seen


def main():
    soffice, profile, pipe, job_file = sys.argv[1:]
    command = [soffice, f"-env:UserInstallation={profile}", f"--accept=pipe,name={pipe};urp;", "--headless"]
    office = subprocess.Popen(
        [*command, "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    desktop = connect(pipe)
    try:
        sys.stdout.write(json.dumps([look(desktop, job) for job in json.loads(Path(job_file).read_text("utf-8"))]))
    finally:
        desktop.terminate()
        office.wait(60)


main()
