"""Pages of the administrator, and of officials who lend their powers."""
