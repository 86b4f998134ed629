"""The places the user chose: what they are, which of their files count, and what changed there."""
