"""Five real submissions (公开的自评材料), cell by cell as the units filled them, and the builder of their workbooks."""
