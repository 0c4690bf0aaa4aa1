"""The resident's front door: composes what the rooms below have. It owns no data."""
