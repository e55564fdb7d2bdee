"""Rules (审核公式): what must hold. One file, one rule; to add one, copy a file, nothing else is edited.

`catalogue()` loads all of them; `check(submission)` runs them and folds what only follows from something else.
"""

from xlperf.rules.catalogue import RETIRED, catalogue, explainable
from xlperf.rules.engine import check

__all__ = ["RETIRED", "catalogue", "check", "explainable"]
