"""Compares two versions of a data package, and says which version number the differences ask for."""
