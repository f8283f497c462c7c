"""Safe repairs of a package's tables: the same values, in the right spelling; everything else stays a suggestion."""
