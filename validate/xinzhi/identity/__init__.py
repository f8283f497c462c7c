"""Says which row a finding is about, and whether two findings are the same."""
