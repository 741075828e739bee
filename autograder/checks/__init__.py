"""The mathematics of deciding: one module per idea, each check raising what it expected and what it got."""
