"""The command line: a file per noun, the table of commands in `main`."""
