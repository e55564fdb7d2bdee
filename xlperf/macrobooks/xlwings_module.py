"""The module xlwings: xlwings' own standalone VBA (BSD), as far as the bridge calls it.

It lets a book reach Python without the xlwings add-in. LibreOffice compiles every branch of #If, stops at two heads of
one procedure, and then runs nothing of the whole project: so branches on the program are decided here (it is Excel), and
procedures that the bridge never reaches stay away. Settings come from the user's xlwings.conf, where `xlperf install`
puts them, never from a sheet: a form that is sent in carries none.
"""

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from xlperf.errors import OperatorError

VERSION = "0.37.8"
PROJECT = "xlwings"
"""names the settings file, ~/.xlwings/xlwings.conf"""
_SOURCES = {False: "xlwings.bas", True: "xlwings_custom_addin.bas"}
_DROPPED = (
    "GetUdfModules",
    "RunFrozenPython",
    "ImportPythonUDFsBase",
    "ImportPythonUDFs",
    "ImportPythonUDFsToAddin",
    "ImportXlwingsUdfsModule",
    "GetDLLVersion",
    "GetConfigFromSheet",
    "SaveConfigToFile",
    "sql",
    "has_dynamic_array",
    "IsFullName",
    "GetBaseName",
)
_PROCEDURE = re.compile(
    r"^(?:Public |Private )?(?P<kind>Function|Sub) (?P<name>\w+)\(.*?^End (?P=kind)\n", re.DOTALL | re.MULTILINE
)
_SHEET_SETTINGS = re.compile(r"^    ' Sheet\n.*?(?=^    ' Directory Config\n)", re.DOTALL | re.MULTILINE)
_DIRECTIVES = ("#If", "#ElseIf", "#Else", "#End")
_NOTE = f"'Taken over by xlperf from xlwings {VERSION}, shortened to what its bridge calls.\n"


@dataclass
class _Block:
    """One #If … #End If; `taken`: a branch was the right one; `hidden`: the branch being read is not."""

    about_program: bool
    taken: bool = False
    hidden: bool = False

    def turn(self, directive: str, excel: bool) -> None:
        """On to the next branch."""
        self.hidden = self.taken or (directive != "#Else" and not excel)
        self.taken = self.taken or not self.hidden


def xlwings_module(*, addin: bool) -> str:
    """The module's source. Raises OperatorError where the pinned xlwings is not installed."""
    text = _installed(_SOURCES[addin])
    text = _decide(text)
    text = _PROCEDURE.sub(lambda found: "" if found["name"] in _DROPPED else found[0], text)
    text, cut = _SHEET_SETTINGS.subn("", text)
    text, named = re.subn(r'(PROJECT_NAME As String = )"\w+"', rf'\1"{PROJECT}"', text)
    text, headed = re.subn(rf"(?m)^'Version: {re.escape(VERSION)}\n", rf"\g<0>{_NOTE}", text)
    if (cut, named, headed) != (1, 1, 1):
        raise OperatorError(f"xlwings 的 VBA 模块不是 {VERSION} 版的样子，请重新安装 xlwings=={VERSION}")
    return re.sub(r"\n{3,}", "\n\n", text)


def _installed(name: str) -> str:
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise OperatorError(f"生成宏版需要 xlwings {VERSION}：请运行 pip install xlperf[macros]")
    return (Path(spec.origin).parent / name).read_text("ascii")


def _decide(text: str) -> str:
    """The text with `#If App = …` decided for Excel; every other #If stays."""
    lines: list[str] = []
    blocks: list[_Block] = []
    for line in text.splitlines():
        first, *rest = line.split() or [""]
        if first == "#If":
            blocks.append(_Block(about_program=rest[0] == "App"))
        if first in _DIRECTIVES and blocks[-1].about_program:
            blocks[-1].turn(first, '"Microsoft Excel"' in line)
        elif not any(block.hidden for block in blocks) and not line.startswith("#Const App"):
            lines.append(line)
        if first == "#End":
            blocks.pop()
    return "\n".join(lines) + "\n"
