"""`autograder class`: a file per verb, the table of commands in `group`."""
