"""One button, one file; each registers itself."""
