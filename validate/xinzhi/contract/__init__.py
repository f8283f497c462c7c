"""Reads a Data Package: descriptor, schemas and the text of its tables. Knows no dataset by name."""
