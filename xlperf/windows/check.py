"""One line of a diagnosis."""

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How it stands."""

    GOOD = "正常"
    ATTENTION = "注意"
    WRONG = "有误"


@dataclass(frozen=True)
class Check:
    """What was looked at, how it stands, what was found, and how to mend it."""

    name: str
    state: State
    found: str
    remedy: str = ""

    @property
    def line(self) -> str:
        """For people."""
        remedy = f"。怎样改：{self.remedy}" if self.remedy else ""
        return f"{self.state.value}　{self.name}：{self.found}{remedy}"


def good(name: str, found: str) -> Check:
    """正常."""
    return Check(name, State.GOOD, found)


def attention(name: str, found: str, remedy: str) -> Check:
    """注意: works, or works for most, but should be known."""
    return Check(name, State.ATTENTION, found, remedy)


def wrong(name: str, found: str, remedy: str) -> Check:
    """有误: something will not work."""
    return Check(name, State.WRONG, found, remedy)
