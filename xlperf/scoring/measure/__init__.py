"""The reading of 年度指标值 and 实际完成值: what a person wrote → a Measure that can be compared."""

from xlperf.scoring.measure.compare import Comparison, comparable, compare
from xlperf.scoring.measure.measure import Kind, Measure, Relation, effective_relation
from xlperf.scoring.measure.normalise import Normal, normalise
from xlperf.scoring.measure.read import read_actual, read_target

__all__ = [
    "Comparison",
    "Kind",
    "Measure",
    "Normal",
    "Relation",
    "comparable",
    "compare",
    "effective_relation",
    "normalise",
    "read_actual",
    "read_target",
]
