"""What was asked, and the ranked answer."""
