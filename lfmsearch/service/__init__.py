"""The background process of one home: what it answers, how it is asked, and how it keeps the index up to date."""
