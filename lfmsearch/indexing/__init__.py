"""Bring the Store up to date with the Sources."""
