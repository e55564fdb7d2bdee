"""States (去向) that a file can have, and the term of the equation that each belongs to."""

from enum import StrEnum
from typing import Literal

Term = Literal["accepted", "refused", "superseded", "duplicate"]
TERMS: dict[Term, str] = {"accepted": "接收", "refused": "退回", "superseded": "被替代", "duplicate": "重复"}

RULES = (
    "同一单位同一年度报了几份的，以最新的、没有逻辑性错误的那份为准。",
    "比它还新、但有逻辑性错误的，列为“有误退回”，改好重报以前整份不计入，仍以原来那份为准。",
    "一份没有错误的都没有时，先收下最新的那份，列为“收下待改”。",
    "后来只补报几张表的，只替代那几张表；附件3按项目名称替代同一项目的那一张。",
    "新旧依次看：生成报送件的时间（之后又保存过的，看保存时间）、文件里记的保存时间、文件的修改时间、文件名。",
    "内容完全相同的文件只算一份，其余列为“重复”。",
    "单位按编码，或按登记的名称、别名对应；名称只是相似的不算，列为“未登记”，注明疑似哪个单位。",
)
"""the rule in the officer's words, for the output"""


class FileState(StrEnum):
    """What becomes of a file; the value is what the officer reads."""

    VALID = "有效"
    PROVISIONAL = "收下待改"
    RETURNED = "有误退回"
    UNREADABLE = "无法读取"
    UNREGISTERED = "未登记"
    SUPERSEDED = "被替代"
    DUPLICATE = "重复"

    @property
    def term(self) -> Term:
        """The term of the equation that the state belongs to; each state belongs to exactly one."""
        return _TERMS[self]


_TERMS: dict[FileState, Term] = {
    FileState.VALID: "accepted",
    FileState.PROVISIONAL: "accepted",
    FileState.RETURNED: "refused",
    FileState.UNREADABLE: "refused",
    FileState.UNREGISTERED: "refused",
    FileState.SUPERSEDED: "superseded",
    FileState.DUPLICATE: "duplicate",
}
