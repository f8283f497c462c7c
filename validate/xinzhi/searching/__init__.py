"""What search finds and how: the entries of a package by kind, the words in which they are asked for, their order."""
