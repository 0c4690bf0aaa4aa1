"""The demo city told as plays: a script for a cast; one cast acts through actions, one through the browser.

All people are invented; agencies and procedures are real names (facts)."""
