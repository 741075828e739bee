"""What travels inside a student notebook: checks of form, figures and the summary.

It knows nothing but NumPy, SymPy and Matplotlib. The build copies these modules into the notebook's first cell
(`autograder.exam.embedding`), so that a notebook works under any name, in any folder, without files beside it and
without this package.
"""
