"""The four-eyes ledger: which records a second person has read, and in which state."""
