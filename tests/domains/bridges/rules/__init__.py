"""The rules within tables of bridges."""
