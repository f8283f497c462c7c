"""Checks the tables of any Data Package against their schemas. Knows no dataset by name."""
