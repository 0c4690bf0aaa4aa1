"""The official's front door: one inbox over all rooms. It owns no data."""
