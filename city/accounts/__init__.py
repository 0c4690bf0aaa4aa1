"""Persons, companies, mandates and sign-in. Every room may enter; it knows nobody above it."""
