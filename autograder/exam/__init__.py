"""An exam, read from its folder."""
