"""A written roll-up read back (读回汇总): its sheets row by row, however long, and its tables by their headers."""
