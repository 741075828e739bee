"""The untrusted side: runs a submission's cells in IPython, then answers calls, as `isolation.protocol` says.

It knows the protocol and nothing else of this package. Everything here is imported before a worker is forked: once
confined, a worker can read none of these files, so nothing of ours may be imported later than that.
"""
