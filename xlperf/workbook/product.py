"""Product (本软件写的文件): known again, so that it is never taken for a submission, nor a person's work overwritten."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

AUTHOR = "xlperf"
ROLLUP, REPORT, MARKED = "绩效自评汇总", "校验问题清单", "批注副本"
"""kinds of products that are results and hold no submission of their own (the first two: the title in the file)"""
TEMPLATE, FILLED = "空白模板", "填好的工作簿"
"""kinds of workbooks with the official forms (the category in the file): nothing in it yet, or somebody's figures"""
MARKED_PART = "xl/worksheets/xlperfFindings{}.xml"
"""the part that only our annotated copies have, until a spreadsheet program saves them"""
SUGGESTED = "建议得分（xlperf）"
"""head of the column that the button 计算 writes beside a form"""
_CORE = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Product:
    """`kind`: one of the words above, else the title in the file; `untouched`: nobody saved it since we wrote it."""

    kind: str
    untouched: bool

    @property
    def is_result(self) -> bool:
        """A roll-up, a list of findings, or an annotated copy as we wrote it: no unit's submission."""
        return self.kind in (ROLLUP, REPORT) or (self.kind == MARKED and self.untouched)


def product_of(path: Path) -> Product | None:
    """What of ours a file is; None for files of others, and for what is no workbook."""
    try:
        with zipfile.ZipFile(path) as package:
            if MARKED_PART.format(1) in package.namelist():
                return Product(MARKED, True)
            root = etree.fromstring(package.read(_CORE), etree.XMLParser(resolve_entities=False, no_network=True))
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError):
        return None
    said = {etree.QName(e).localname: e.text or "" for e in root if isinstance(e.tag, str)}
    if said.get("creator") != AUTHOR:
        return None
    kind = said.get("category") or said.get("title", "")
    return Product(kind, said.get("modified") == said.get("created"))
