"""Product (本软件写的文件): known again, so that it is never taken for a submission, nor a person's work overwritten."""

import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

AUTHOR = "xlperf"
ROLLUP, REPORT, MARKED, REGISTER, CHANGES = (
    "绩效自评汇总",
    "校验问题清单",
    "批注副本",
    "应报单位登记表",
    "绩效自评汇总的变化",
)
"""kinds of products that hold no submission of their own (all but 批注副本: the title in the file)"""
TEMPLATE, FILLED = "空白模板", "填好的工作簿"
"""kinds of workbooks with the official forms (the category in the file): nothing in it yet, or somebody's figures"""
MARKED_PART = "xl/worksheets/xlperfFindings{}.xml"
"""the part that only our annotated copies have, until a spreadsheet program saves them"""
SUGGESTED = "建议得分（xlperf）"
"""head of the column that the button 计算 writes beside a form"""
CORE = "docProps/core.xml"
"""the part that says by whom and when a file was made"""
REMOVED = "_xlperf_removed_"
"""name, without its number, of a hidden sheet on which 删除项目表 keeps a form for 还原"""


@dataclass(frozen=True, slots=True)
class Product:
    """`kind`: one of the words above, else the title in the file; `untouched`: nobody saved it since we wrote it."""

    kind: str
    untouched: bool

    @property
    def is_result(self) -> bool:
        """A roll-up, a list of findings or changes, the register, or an annotated copy as we wrote it: no submission."""
        return self.kind in (ROLLUP, REPORT, REGISTER, CHANGES) or (self.kind == MARKED and self.untouched)


def product_of(path: Path) -> Product | None:
    """What of ours a file is; None for files of others, and for what is no workbook."""
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            content = package.read(CORE) if CORE in names else None
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return product_told(names, None if content is None else etree.fromstring(content, parser))
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError):
        return None


def product_told(names: Collection[str], core: etree._Element | None) -> Product | None:
    """What of ours an opened package is, by the names of its parts and what its CORE part says."""
    if MARKED_PART.format(1) in names:
        return Product(MARKED, True)
    if core is None:
        return None
    said = {etree.QName(e).localname: e.text or "" for e in core if isinstance(e.tag, str)}
    if said.get("creator") != AUTHOR:
        return None
    kind = said.get("category") or said.get("title", "")
    return Product(kind, said.get("modified") == said.get("created"))
