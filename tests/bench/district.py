"""A generated district (生成的一个地区): a register of units, and what they send in three rounds.

    python -m tests.bench.district FOLDER [UNITS]

`FOLDER/第1轮` … `第3轮` get the files, `FOLDER/应报单位.xlsx` the register, `FOLDER/district.json` the truth: what each
file is, whose, and its state in the ledger after each round, when all rounds so far lie in one folder.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from tests.bench import texts
from tests.bench.packing import pack, packed
from tests.bench.submissions import SEED, Made, make_for
from xlperf.model.register import RegisteredProject, RegisteredUnit
from xlperf.workbook.register.template import write_register

UNITS, PLACE, DEADLINE = 120, "临江市", "2024-03-20"
ROUNDS = (1, 2, 3)
_STARTS = {1: datetime(2024, 3, 11), 2: datetime(2024, 3, 21), 3: datetime(2024, 3, 27)}
_BROKEN = ("truncated", "password", "pdf", "word")
_REFUSED = (*_BROKEN, "lock")
_PLACES = ("镇人民政府", "镇卫生院", "镇中心小学", "镇初级中学", "街道办事处")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A unit that has to report (应报单位)."""

    code: str
    name: str
    aliases: tuple[str, ...]
    deadline: str
    projects: tuple[str, ...]


@dataclass(slots=True)
class Sent:
    """One file. `kind`: report, mistaken, alias, misspelt, late, resent, corrected, duplicate, unregistered; or what
    cannot be read: truncated, password, pdf, word, lock. `code`: whose it is, "" for the unit that no register has.
    `named`: the unit's name as the file has it. `states`: round → state, from the round in which it came.
    """

    file: str
    round: int
    kind: str
    code: str
    named: str
    saved: str = ""
    slips: tuple[str, ...] = ()
    same_as: str = ""
    states: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class District:
    """The register and all files in the order in which they came."""

    register: tuple[RegisterRow, ...]
    files: tuple[Sent, ...]

    def missing(self, after: int) -> list[str]:
        """Codes of the units of which nothing readable has come after a round."""
        here = {sent.code for sent in self.files if sent.states.get(after) == "accepted"}
        return [row.code for row in self.register if row.code not in here]

    @property
    def named_twice(self) -> set[str]:
        """Codes of units that wrote their name in more than one way: only the register knows that they are one."""
        names: dict[str, set[str]] = defaultdict(set)
        for sent in self.files:
            if sent.kind not in _REFUSED:
                names[sent.code].add(sent.named)
        return {code for code, said in names.items() if len(said) > 1}


def write_district(folder: Path, units: int = UNITS, seed: int = SEED) -> District:
    """Write the rounds, the register and the truth; the same each time. At least 24 units."""
    district = _Writer(folder, units, seed).write()
    _write_register(folder / "应报单位.xlsx", district.register)
    (folder / "district.json").write_text(json.dumps(asdict(district), ensure_ascii=False, indent=1), encoding="utf-8")
    return district


def _names() -> Iterator[str]:
    yield from (f"{PLACE}{office}" for office in texts.OFFICES)
    yield from (f"{PLACE}{town}{kind}" for kind in _PLACES for town in texts.TOWNS[1:])


class _Writer:
    """Writes file by file and keeps the list."""

    def __init__(self, folder: Path, units: int, seed: int) -> None:
        self.folder, self.seed, self.draw = folder, seed, Random(seed)
        names = list(_names())[:units]
        self.codes = {name: f"{101 + n // 10:03d}{n % 10 + 1:03d}" for n, name in enumerate(names)}
        self.order = self.draw.sample(names, len(names))
        """in the order in which they come: the first ones at once, the last ones never"""
        self.sent: list[Sent] = []
        self.projects: dict[str, tuple[str, ...]] = {}
        self.scale: Callable[[int], int] = lambda number: max(1, number * units // UNITS)

    def write(self) -> District:
        """All rounds."""
        first, second, third = (self.scale(number) for number in (95, 110, 116))
        ways = ["mistaken"] * self.scale(8) + ["alias"] * self.scale(6) + ["misspelt"] * self.scale(3)
        for name, kind in zip(self.order[:first], [*_BROKEN, *ways] + ["report"] * first, strict=False):
            self._broken(name, kind) if kind in _BROKEN else self._report(1, name, kind)
        self._put(1, "lock", self.order[first - 1], f"~${self.order[first - 1]}.xlsx", b"\x05user" + b" " * 160)
        self._report(1, f"{PLACE}烟花爆竹协会", "unregistered")
        for name in self.order[first:second]:
            self._report(2, name, "late")
        mistaken, aliases, plain = (self._of(kind) for kind in ("mistaken", "alias", "report"))
        for name in self.order[: len(_BROKEN)] + plain[: self.scale(5)] + aliases[: self.scale(2)]:
            self._report(2, name, "resent")
        for name in plain[-self.scale(3) :]:
            self._duplicate(name)
        cut = len(mistaken) * 3 // 4
        for number, names in ((2, mistaken[:cut]), (3, mistaken[cut:])):
            for name in names:
                self._report(number, name, "corrected")
        for name in self.order[second:third]:
            self._report(3, name, "late")
        for name in self.order[third:]:
            self._made(name, name, "", "", False, 1)  # never comes, but it has projects to report
        self._settle()
        return District(tuple(self._row(name) for name in self.codes), tuple(self.sent))

    def _of(self, kind: str) -> list[str]:
        names = {code: name for name, code in self.codes.items()}
        return [names[sent.code] for sent in self.sent if sent.kind == kind]

    def _row(self, name: str) -> RegisterRow:
        return RegisterRow(self.codes[name], name, (_alias(name),), DEADLINE, self.projects[name])

    # ── files ──

    def _report(self, number: int, name: str, kind: str) -> None:
        named = {"alias": _alias(name), "misspelt": name.replace("临", "林", 1)}.get(kind, name)
        file = f"{named}{'（修改）' if kind in ('resent', 'corrected') else ''}绩效自评.xlsx"
        saved = self._moment(number)
        made = self._made(name, named, saved, file, kind == "mistaken", number)
        self._put(number, kind, name, file, made.content, named=named, saved=saved, slips=made.slips)

    def _made(self, name: str, named: str, saved: str, file: str, mistake: bool, version: int) -> Made:
        made = make_for(named, f"{self.seed} {name}", saved, file, mistake=mistake, version=version)
        self.projects[name] = made.projects
        return made

    def _broken(self, name: str, kind: str) -> None:
        made = self._made(name, name, self._moment(1), "", False, 1)
        content, suffix = {
            "truncated": (made.content[: len(made.content) * 2 // 3], "xlsx"),
            "password": (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "\0EncryptedPackage".encode("utf-16-le"), "xlsx"),
            "pdf": (b"%PDF-1.7\n%%EOF\n", "pdf"),
            "word": (pack([packed("word/document.xml", b"<document/>")]), "docx"),
        }[kind]
        self._put(1, kind, name, f"{name}绩效自评.{suffix}", content)

    def _duplicate(self, name: str) -> None:
        first = next(sent for sent in self.sent if sent.code == self.codes[name])
        content = (self.folder / first.file).read_bytes()
        said = {"named": first.named, "saved": first.saved, "same_as": first.file}
        self._put(2, "duplicate", name, f"{name}绩效自评 (1).xlsx", content, **said)

    def _put(self, number: int, kind: str, name: str, file: str, content: bytes, **said: object) -> None:
        sent = Sent(f"第{number}轮/{file}", number, kind, self.codes.get(name, ""), **({"named": name} | said))  # type: ignore[arg-type]
        path = self.folder / sent.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        moment = datetime.fromisoformat(sent.saved or self._moment(number)).timestamp()
        os.utime(path, (moment, moment))
        self.sent.append(sent)

    def _moment(self, number: int) -> str:
        moment = _STARTS[number] + timedelta(seconds=self.draw.randrange(4 * 86400))
        return f"{moment.isoformat()}Z"

    # ── truth ──

    def _settle(self) -> None:
        """Of each unit the newest file counts; the same bytes count once, where they came first."""
        for number in ROUNDS:
            newest: dict[str, Sent] = {}
            here = [sent for sent in self.sent if sent.round <= number]
            for sent in here:
                if sent.kind not in (*_REFUSED, "duplicate"):
                    newest[sent.code] = max(sent, newest.get(sent.code, sent), key=lambda one: one.saved)
            for sent in here:
                counts = newest.get(sent.code) is sent
                sent.states[number] = _state(sent, counts)


def _alias(name: str) -> str:
    """How people call the unit: 市教育局, 云溪卫生院."""
    return name.removeprefix(PLACE).replace("镇", "", 1) if name[5:6] == "镇" else name.removeprefix(PLACE[:-1])


def _state(sent: Sent, counts: bool) -> str:
    if sent.kind in _REFUSED:
        return "refused"
    return "accepted" if counts else "duplicate" if sent.kind == "duplicate" else "superseded"


def _write_register(path: Path, register: tuple[RegisterRow, ...]) -> None:
    """As an officer keeps it. The units owe 附件1 and 附件2, and a form for each project."""
    units = [
        RegisteredUnit(
            row.name,
            row.code,
            row.aliases,
            due=date.fromisoformat(row.deadline),
            projects=tuple(map(RegisteredProject, row.projects)),
        )
        for row in register
    ]
    write_register(path, units, 2023)


def main() -> None:
    """Write, and say how many files of which kind."""
    district = write_district(Path(sys.argv[1]), int((*sys.argv, UNITS)[2]))
    for number in ROUNDS:
        kinds = [sent.kind for sent in district.files if sent.round == number]
        print(f"{number}: {len(kinds)} files, {', '.join(f'{kinds.count(k)} {k}' for k in dict.fromkeys(kinds))}")


if __name__ == "__main__":
    main()
