"""What the use cases promise beyond single files."""
