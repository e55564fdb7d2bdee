"""python -m xlperf."""

from xlperf.cli import main

main()
