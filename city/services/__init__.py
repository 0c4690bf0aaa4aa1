"""Procedures and dossiers: from the catalogue to a result in the hand. portal and desk compose its pages."""
