"""Where mail programs keep mails: one file a Store."""
