"""Garbage (垃圾回收): Python looks for it among all objects again and again; a roll-up has many that stay, and leaves little.

It takes a tenth of the time of reading, and of writing, where nothing is done about it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = 50_000
"""objects more than before, until it is looked for"""


def seldom() -> None:
    """In a process that does nothing else: from now on seldom, and never among what is there already."""
    gc.freeze()
    gc.set_threshold(_RARELY, 10, 10)


@contextmanager
def seldom_here() -> Iterator[None]:
    """In a process of others: as `seldom`, and afterwards as before."""
    before = gc.get_threshold()
    seldom()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
