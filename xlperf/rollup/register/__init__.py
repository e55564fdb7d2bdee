"""Register side of the roll-up: which unit a file belongs to, which file counts, what is missing (催报).

All of it works on `Sent`, a light record of a file, so that thousands fit in memory or come from a store:

    settlement = settle_sent(files, register, year=2023)
    settlement.equation()                         # checked: no file and no unit is lost
    reminders(settlement, today, edition="yueyang_2023")
"""
