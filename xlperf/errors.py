"""Faults of ours and of the operator. A unit's fault is a Finding, never an exception.

XlperfError
├── OperatorError        the person at the keyboard can mend it: exit code 2, Chinese sentence
│   └── UnreadableFile   a file that cannot be read at all (it stands in the ledger with its reason)
└── DefinitionError      a definition (TOML) is wrong: names file and key
"""


class XlperfError(Exception):
    """Root of all errors that xlperf raises on purpose."""


class OperatorError(XlperfError):
    """The operator can mend this; the text is Chinese and says how."""


class UnreadableFile(OperatorError):
    """A submitted file cannot be read; the text is the reason, in Chinese."""


class DefinitionError(XlperfError):
    """A definition file is wrong; the text names the file and the key."""


class DamagedPack(ValueError):
    """Stored bytes are not, or no longer, what this version packed: to be made anew from the file."""
