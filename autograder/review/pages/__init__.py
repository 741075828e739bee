"""The pages: a module per thing that somebody does, each with its `routes`."""
