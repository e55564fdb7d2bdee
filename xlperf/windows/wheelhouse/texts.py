"""What a person at the offline machine reads and double-clicks.

安装.cmd is GBK, the code page of cmd.exe on a Chinese Windows; its Chinese appears only in echo lines, and no byte of it
could be taken for a sign of cmd's own under another code page.
"""

from xlperf.windows.wheelhouse.target import Target
from xlperf.windows.xlwings_parts import XLWINGS

WHEELS = "wheels"
BOOKS = "books"
GUIDE = "安装说明.txt"
COMMAND = "安装.cmd"

_GUIDE = """xlperf {version} 离线安装（64 位 Windows，Python {python}；不需要网络，不需要管理员权限）

这个文件夹里有：
  {wheels}      xlperf 和它用到的全部程序库
  {books}       模板、带按钮的模板、汇总工作台、加载宏（拷到自己的文件夹里用）
  {command}    双击它安装
  {guide}  本文件

一、Python
  办公电脑上要有 64 位 Python {python}。没有的话：
  1. 在能上网的电脑上打开 https://www.python.org/downloads/windows/ ，下载 Python {python}.x 的
     “Windows installer (64-bit)”，文件名像 python-{python}.9-amd64.exe，放进本文件夹，一起拷过去。
     （微软应用商店里的 Python 不行：它写的文件 Excel 看不到。）
  2. {command} 会自动运行它，只给当前用户安装。想自己装：双击它，选“Install Now”，不要勾“for all users”。

二、安装
  1. 关掉 Excel 的所有窗口。
  2. 双击 {command}。看到“装好了”就行。
  用命令安装，效果一样（在本文件夹里打开命令提示符，逐行粘贴）：

  py -{python} -m venv "%LOCALAPPDATA%\\xlperf"
  "%LOCALAPPDATA%\\xlperf\\Scripts\\python.exe" -m pip install --no-index --find-links {wheels} "xlperf[excel]=={version}" xlwings=={xlwings} pywin32
  "%LOCALAPPDATA%\\xlperf\\Scripts\\xlperf.exe" install
  "%LOCALAPPDATA%\\xlperf\\Scripts\\xlperf.exe" doctor

三、看看好了没有
  最后一条命令（doctor）逐项写着 正常、注意 或 有误，有误的后面写着怎样改。

四、文件被拦住
  从网上、邮件、U 盘拷来的 .xlsm：右键 → 属性 → 勾选“解除锁定” → 确定。
  常用的文件夹可以加为受信任位置：Excel → 文件 → 选项 → 信任中心 → 信任中心设置 → 受信任位置 → 添加新位置。
  不许用宏的电脑、只有 WPS 的电脑：用不带宏的模板（.xlsx），校验用命令：

  "%LOCALAPPDATA%\\xlperf\\Scripts\\xlperf.exe" check 报送件.xlsx

五、卸载
  关掉 Excel，运行下面两条命令。第一条取下加载宏、恢复原来的设置，第二条删除程序。

  "%LOCALAPPDATA%\\xlperf\\Scripts\\xlperf.exe" uninstall
  rmdir /s /q "%LOCALAPPDATA%\\xlperf"
"""

_FIND = (
    "import sys,struct; sys.exit(0 if sys.version_info[:2]==({comma}) and struct.calcsize('P')*8=={bits}"
    " and 'windowsapps' not in sys.base_prefix.lower() else 1)"
)

_COMMAND = r"""@echo off
setlocal
chcp 936 >nul
pushd "%~dp0"
set "TARGET=%LOCALAPPDATA%\xlperf"
set "LOG=%TEMP%\xlperf_setup.log"
set "PY="
set "TEST={find}"
call :find
if not defined PY call :setup_python
if not defined PY call :find
if not defined PY goto no_python
set "PIP="%TARGET%\Scripts\python.exe" -m pip install --disable-pip-version-check --no-index --find-links {wheels}"
echo 用 %PY% 安装到 "%TARGET%"
%PY% -m venv "%TARGET%" >"%LOG%" 2>&1
if errorlevel 1 goto failed
echo 正在安装，大约一两分钟
%PIP% --upgrade "xlperf[excel]=={version}" xlwings=={xlwings} pywin32 >>"%LOG%" 2>&1
if errorlevel 1 goto failed
%PIP% --no-deps --force-reinstall "xlperf=={version}" >>"%LOG%" 2>&1
if errorlevel 1 goto failed
"%TARGET%\Scripts\xlperf.exe" install
"%TARGET%\Scripts\xlperf.exe" doctor
echo.
echo 装好了。上面写着有误的，照后面写的办法改。
goto end

:find
call :try py -{python}
if not defined PY call :try "%LOCALAPPDATA%\Programs\Python\Python{digits}\python.exe"
if not defined PY call :try python
exit /b 0

:try
%* -c "%TEST%" >nul 2>nul
if not errorlevel 1 set PY=%*
exit /b 0

:setup_python
for %%F in (python-{python}.*-amd64.exe) do (
  echo 正在安装 %%F
  "%%F" /passive InstallAllUsers=0 InstallLauncherAllUsers=0 Include_test=0
)
exit /b 0

:no_python
echo 没有找到 {bits} 位的 Python {python}。请看安装说明的第一条。
for %%F in (*.txt) do start "" "%%F"
goto end

:failed
echo 没有装成。Excel 开着的话，先关掉再试一次。详细情况在这个文件里：
echo %LOG%
start "" notepad "%LOG%"

:end
popd
pause
endlocal
"""


def guide(target: Target, version: str) -> bytes:
    """安装说明.txt: UTF-8 with a mark, so that Notepad reads it."""
    text = _GUIDE.format(
        version=version,
        python=target.python,
        xlwings=XLWINGS,
        wheels=WHEELS,
        books=BOOKS,
        command=COMMAND,
        guide=GUIDE,
    )
    if target.bits == 32:
        text = text.replace("64 位", "32 位").replace("64-bit", "32-bit").replace("-amd64.exe", ".exe")
    return b"\xef\xbb\xbf" + _lines(text).encode("utf-8")


def command_file(target: Target, version: str) -> bytes:
    """安装.cmd."""
    find = _FIND.format(comma=target.python.replace(".", ","), bits=target.bits)
    names = {
        "find": find,
        "wheels": WHEELS,
        "version": version,
        "xlwings": XLWINGS,
        "python": target.python,
        "digits": target.python.replace(".", "") + ("-32" if target.bits == 32 else ""),
        "bits": str(target.bits),
    }
    text = _COMMAND
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    if target.bits == 32:
        text = text.replace("-amd64.exe", ".exe").replace(f"py -{target.python}", f"py -{target.python}-32")
    return _lines(text).encode("gbk")


def _lines(text: str) -> str:
    return text.replace("\n", "\r\n")
