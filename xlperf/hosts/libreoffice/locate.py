"""Where LibreOffice is on this machine (查找 LibreOffice): program, Python, the user's profile. Nothing is started."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

_PYUNO = ("libpyuno.so", "pyuno.so", "libpyuno.dylib", "pyuno.pyd")
_PYTHON_LIBRARY = re.compile(rb"(?:lib)?python3\.?(\d{1,2})(?:m?\.so|m?\.dylib|\.dll)|/Versions/3\.(\d{1,2})/")
_SCRIPTS = ("pythonscript.py", "../Resources/pythonscript.py")


def program_folder() -> Path | None:
    """The folder with LibreOffice's program; None when it is not found."""
    return next((folder for folder in _programs() if _pyuno(folder) or _office(folder)), None)


def python_of(program: Path) -> tuple[int, int] | None:
    """The version of the Python that runs inside LibreOffice, read from the library that links to it."""
    library = _pyuno(program)
    found = _PYTHON_LIBRARY.search(library.read_bytes()) if library else None
    return (3, int(found[1] or found[2])) if found else None


def runs_scripts(program: Path) -> bool:
    """Can this LibreOffice run Python scripts? Debian has that in a package of its own."""
    return any((program / name).is_file() for name in _SCRIPTS)


def default_profile() -> Path:
    """The user's LibreOffice profile, the folder that holds `user`."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData/Roaming") / "LibreOffice" / "4"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/LibreOffice/4"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "libreoffice" / "4"


def is_running(profile: Path) -> bool:
    """Is a LibreOffice using this profile just now?"""
    lock = profile / ".lock"
    return lock.is_file() or lock.is_symlink()


def _programs() -> Iterator[Path]:
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            yield Path(found).resolve().parent
    roots = [os.environ.get(name, "") for name in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)")]
    yield from (Path(root) / "LibreOffice" / "program" for root in roots if root)
    yield Path("/Applications/LibreOffice.app/Contents/Frameworks")
    yield from (Path(folder, "libreoffice", "program") for folder in ("/usr/lib", "/usr/lib64", "/opt"))
    yield from sorted(Path("/opt").glob("libreoffice*/program"), reverse=True)


def _pyuno(folder: Path) -> Path | None:
    return next((folder / name for name in _PYUNO if (folder / name).is_file()), None)


def _office(folder: Path) -> bool:
    return any((folder / name).is_file() for name in ("soffice.bin", "soffice.exe"))
