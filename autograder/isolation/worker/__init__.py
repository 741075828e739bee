"""The untrusted side: runs cells and answers calls, and knows nothing of the judge."""
