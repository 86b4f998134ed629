"""The parts of setting up that the first run and the settings share."""
