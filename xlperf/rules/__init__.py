"""Rules (审核公式): what must hold. One file, one rule; to add one, copy a file, nothing else is edited.

`catalogue()` loads all of them; `check(submission)` runs them and folds what only follows from something else;
`run(submission)` tells besides what became of each rule: found, passed, or not run and why.
"""

from xlperf.rules.catalogue import RETIRED, catalogue, explainable
from xlperf.rules.engine import Outcome, Ran, check, run

__all__ = ["RETIRED", "Outcome", "Ran", "catalogue", "check", "explainable", "run"]
