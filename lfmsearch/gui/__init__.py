"""What people see: the window, the quick-find, the tray. Qt lives here and nowhere else, and the index is asked through the service."""
