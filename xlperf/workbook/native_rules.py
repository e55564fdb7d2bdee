"""Which rules of `xlperf check` a native line stands for: what the 规则 column of the 校验 sheet shows."""

RULES: dict[str, str] = {
    "actual_copies_sign": "IN08",
    "basic_below_public_funds": "XF10",
    "building_over": "OV07 BD10",
    "building_zero": "BD09",
    "executed_over_budget": "EX02",
    "grade_differs": "WD04",
    "grade_unknown": "WD03",
    "income_differs": "FD03",
    "level2_score": "SC02 RS01 SC04",
    "line_without_name": "BD15",
    "list_row_incomplete": "FD12",
    "mandatory_blank": "CM01 CM02",
    "meeting_training_over": "OV02",
    "negative": "FD13",
    "not_executed": "FD09",
    "parts_above_whole": "BD06",
    "people_not_whole": "BD16",
    "points_of_category": "WT01",
    "points_not_above_zero": "WT06",
    "points_total": "WT03",
    "project_executed_differs": "XF05 XF07",
    "project_forms_missing": "XF03 XF04",
    "project_forms_money_differs": "XF02 XF03 XF04 XF05",
    "project_money_differs": "XF01",
    "project_twice": "XF11",
    "project_unknown": "XF04 XF07",
    "public_funds_over": "OV03",
    "reason_missing": "RS01",
    "row_incomplete": "IN23 WT04",
    "score_above_points": "SC01",
    "score_below_zero": "SC03",
    "score_missing": "SC04",
    "score_total_range": "SC06 SC03",
    "score_without_points": "WT04",
    "sources_differ": "FD06",
    "spending_differs": "FD04",
    "staff_over": "BD08 BD10",
    "text_for_number": "FD01 FD15",
    "three_public_over": "OV01",
    "unit_names_differ": "XF09",
}
"""kind of check → codes of the rules that say the same in `xlperf check`; no entry where none does.

有误 on the line means that one of them has a finding there; all lines of a rule 通过, that it has none. A line has several
where the engine tells apart what one formula sees: 各项目表合计 differs because a form is missing, or one figure is wrong.
"""
