"""What lfmsearch asks of the operating system."""
