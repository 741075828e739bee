"""The object `grader` of a student notebook says what it does not know, and never stops a run."""

from autograder.exam.notebook.sheet import Sheet


def test_a_part_that_does_not_exist_is_named_with_those_that_do(capsys):
    sheet = Sheet({"parts": {"5a": {"q5a_rate": ""}, "5b": {}}, "optional": [], "given": ""}, {}, {})
    sheet.check("q5c")
    assert capsys.readouterr().out == "There is no part 5c; there are 5a, 5b.\n"
