"""Reading what units send: package → grid → segments → fields and tables."""
