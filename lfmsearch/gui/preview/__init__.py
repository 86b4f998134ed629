"""The preview: what a Hit says at its passage. One file a kind of thing."""
