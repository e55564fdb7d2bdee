"""What things are: addresses, values, forms, submissions, findings, parameters."""
