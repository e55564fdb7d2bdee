"""Setting LibreOffice up for xlperf (安装接口), in one step and without administrator's rights.

`install_bridge` puts a short script into the user's profile that finds this installation of xlperf; buttons and cell
functions of the macro editions reach Python through it, and so do the menu and the toolbars that it adds (menu.py).
`uninstall_bridge` takes away what `install_bridge` did.
"""

import ast
import re
import sys
import sysconfig
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import xlperf
from xlperf.buttons.registry import all_buttons
from xlperf.errors import OperatorError
from xlperf.hosts.libreoffice import locate, menu, security

SCRIPT = Path("user", "Scripts", "python", "xlperf_bridge.py")
_SOURCE = Path(__file__).with_name("user_script.py")


@dataclass
class Report:
    """What was done, what is still missing, what is good to know; Chinese sentences."""

    done: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """Will buttons and functions work?"""
        return not self.missing


def install_bridge(profile: Path | None = None, trust: Path | None = None) -> Report:
    """Write the script into a profile (the user's own by default); `trust`: let workbooks in this folder run macros."""
    where = _profile(profile)
    report = Report()
    _must_be_closed(where)
    _look_at_office(report)
    _look_at_packages(report)
    ours = _trusted_by_us(where)
    if trust is not None:
        ours += [url for url in [_url(trust)] if url not in ours]
        _trust(where, ours, report)
    target = where / SCRIPT
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_script(ours), encoding="utf-8")
    report.done.insert(0, f"已写入 LibreOffice 用户脚本：{target}")
    shortcut = f"，“逐条定位”的快捷键是 {menu.SHORTCUT}" if menu.install(where) else ""
    report.done.append(f"LibreOffice 的表格窗口里加了菜单“{menu.MENU}”和工具条{shortcut}；打开 LibreOffice 就能看到")
    if not security.trusted(where):
        report.advice.append(
            "菜单和工具条在哪里的工作簿都能用。工作簿里自带的按钮和单元格函数是宏，LibreOffice 默认不运行；"
            "也要用它们的，把工作簿放进一个固定的文件夹，运行 xlperf libreoffice install --trust 文件夹；"
            "或在 工具 → 选项 → LibreOffice → 安全 → 宏安全性 → 可信来源 里添加该文件夹"
        )
    return report


def uninstall_bridge(profile: Path | None = None) -> Report:
    """Remove script, menu, toolbars and the trusted folders that we added; everything else in the profile stays."""
    where = _profile(profile)
    report = Report()
    target = where / SCRIPT
    ours = _trusted_by_us(where)
    if ours or menu.is_there(where):
        _must_be_closed(where)
    if menu.remove(where):
        report.done.append("已去掉菜单、工具条和快捷键")
    if not target.is_file():
        report.done.append(f"{where} 里没有 xlperf 的用户脚本，不用卸载")
        return report
    if ours:
        security.set_trusted(where, [url for url in security.trusted(where) if url not in ours])
        report.done.append("已取消可信文件夹：" + "、".join(ours))
    target.unlink()
    report.done.append(f"已删除 LibreOffice 用户脚本：{target}")
    return report


def _must_be_closed(profile: Path) -> None:
    if locate.is_running(profile):
        raise OperatorError("LibreOffice 正开着，会把它的设置写回去：请全部关闭后再运行")


def package_folders() -> list[Path]:
    """Folders in which LibreOffice's Python finds xlperf and what it needs."""
    own = Path(xlperf.__file__).resolve().parents[1]
    return list(dict.fromkeys([own, *(Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib"))]))


def _script(trusted: list[str]) -> str:
    """The user script with its constants filled in."""
    constants = {
        "FOLDERS": [str(folder) for folder in package_folders()],
        "PYTHON": tuple(sys.version_info[:2]),
        "INTERPRETER": sys.executable,
        "TRUSTED": trusted,
        "BUTTONS": tuple(button.name for button in all_buttons()),
    }
    text = _SOURCE.read_text(encoding="utf-8")
    for name, value in constants.items():
        line = f"{name} = {value!r}".replace("\\", r"\\")  # a Windows path must not read as escapes of the pattern
        text = re.sub(rf"^{name} = .*$", line, text, count=1, flags=re.MULTILINE)
    return text


def _profile(profile: Path | None) -> Path:
    where = (profile or locate.default_profile()).expanduser().absolute()
    if where.name == "user" and (where / "registrymodifications.xcu").exists():
        return where.parent  # what LibreOffice itself calls the profile
    if where.is_file():
        raise OperatorError(f"“{where}”是文件，不是 LibreOffice 的用户配置文件夹")
    return where


def _look_at_office(report: Report) -> None:
    program = locate.program_folder()
    if program is None:
        report.missing.append("没有找到 LibreOffice：请先安装（Debian/Ubuntu：apt-get install libreoffice-calc）")
        return
    report.done.append(f"找到 LibreOffice：{program}")
    ours, theirs = sys.version_info[:2], locate.python_of(program)
    if theirs is None or not locate.runs_scripts(program):
        report.missing.append(
            "这个 LibreOffice 不能运行 Python 脚本（Debian/Ubuntu："
            "apt-get install python3-uno libreoffice-script-provider-python；Windows：重装时勾选 Python 脚本支持）"
        )
    if theirs is not None and theirs != ours:
        wanted = ".".join(map(str, theirs))
        report.missing.append(
            f"LibreOffice 用的是 Python {wanted}，xlperf 装在 Python {'.'.join(map(str, ours))}，两者必须相同："
            f"请用 Python {wanted} 另建环境安装 xlperf，再运行本命令"
            + ("" if theirs >= (3, 11) else "（xlperf 要求 3.11 以上，请换用较新的 LibreOffice）")
        )


def _look_at_packages(report: Report) -> None:
    if find_spec("xlwings") is None:
        report.missing.append("缺少 xlwings：pip install 'xlperf[excel]'")


def _trusted_by_us(profile: Path) -> list[str]:
    """Folders that an earlier installation made trusted, as its script remembers."""
    script = profile / SCRIPT
    if not script.is_file():
        return []
    found = re.search(r"^TRUSTED = (\[.*\])$", script.read_text(encoding="utf-8"), re.MULTILINE)
    return list(ast.literal_eval(found[1])) if found else []


def _trust(profile: Path, urls: list[str], report: Report) -> None:
    present = security.trusted(profile)
    security.set_trusted(profile, [*present, *(url for url in urls if url not in present)])
    report.done.append("这些文件夹里的工作簿可以运行宏：" + "、".join(urls))


def _url(folder: Path) -> str:
    return folder.expanduser().resolve().as_uri()
