"""Writing the files of a new exam, problem or part, for a person to fill in."""
