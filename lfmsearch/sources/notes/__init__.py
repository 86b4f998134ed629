"""Where notes apps keep notes: one file a Store."""
