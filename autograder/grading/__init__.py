"""One submission to one grade."""
