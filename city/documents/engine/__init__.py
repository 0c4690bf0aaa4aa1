"""Pure making of paper: facts in, PDF/A bytes out. No database, no clock, no network."""
