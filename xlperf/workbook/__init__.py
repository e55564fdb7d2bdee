"""Files in and out: write templates, read submissions, annotate copies."""
