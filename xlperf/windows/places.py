"""Where things lie on each system."""

from pathlib import PurePath

from xlperf.windows.machine import Kind, Machine

ADDIN = "xlperf.xlam"
BRIDGE = "xlperf_bridge.py"
BACKUP_SUFFIX = ".xlperf-backup"
RECORD = "xlperf-install.json"


def config(machine: Machine) -> PurePath:
    """The user's xlwings.conf, where xlwings.bas looks for it."""
    if machine.kind is Kind.MAC:
        return machine.home / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / "xlwings.conf"
    home = machine.home
    if machine.kind is Kind.WINDOWS and (profile := machine.variable("USERPROFILE")):
        home = type(home)(profile)
    return home / ".xlwings" / "xlwings.conf"


def interpreter_key(machine: Machine) -> str:
    """The setting that names the Python of this system."""
    return "INTERPRETER_MAC" if machine.kind is Kind.MAC else "INTERPRETER_WIN"


def startup(machine: Machine) -> PurePath:
    """The folder of which Excel opens every add-in when it starts: a trusted location, writable without admin rights."""
    if machine.kind is Kind.MAC:
        content = machine.home / "Library" / "Group Containers" / "UBF8T346G9.Office" / "User Content.localized"
        return content / "Startup.localized" / "Excel"
    return _roaming(machine) / "Microsoft" / "Excel" / "XLSTART"


def scripts(machine: Machine) -> PurePath:
    """macOS: where Excel may run AppleScripts from."""
    return machine.home / "Library" / "Application Scripts" / "com.microsoft.Excel"


def office_profile(machine: Machine) -> PurePath:
    """The user's profile folder of LibreOffice."""
    match machine.kind:
        case Kind.WINDOWS:
            return _roaming(machine) / "LibreOffice" / "4" / "user"
        case Kind.MAC:
            return machine.home / "Library" / "Application Support" / "LibreOffice" / "4" / "user"
    return machine.home / ".config" / "libreoffice" / "4" / "user"


def books(machine: Machine) -> list[PurePath]:
    """Folders in which the built workbooks and the add-in may lie: installed, or beside the source."""
    found = [machine.python.prefix / "share" / "xlperf"]
    package = machine.package_folder("xlperf")
    if package is not None:
        found += [package.parent / name for name in ("macros", "workbook_templates")]
    return [folder for folder in found if machine.is_folder(folder)]


def shipped_addin(machine: Machine) -> PurePath | None:
    """The add-in that belongs to this xlperf."""
    for folder in books(machine):
        for path in (folder / ADDIN, folder / "macros" / ADDIN, folder / "built" / ADDIN):
            if machine.read(path, 1) is not None:
                return path
    return None


def shipped_workbooks(machine: Machine) -> list[PurePath]:
    """Every workbook and add-in that belongs to this xlperf."""
    suffixes = {".xlsx", ".xlsm", ".xlam"}
    folders = [*books(machine)]
    folders += [inner for folder in folders for inner in machine.listing(folder) if machine.is_folder(inner)]
    return [path for folder in folders for path in machine.listing(folder) if path.suffix.lower() in suffixes]


def _roaming(machine: Machine) -> PurePath:
    folder = machine.variable("APPDATA")
    return type(machine.home)(folder) if folder else machine.home / "AppData" / "Roaming"
