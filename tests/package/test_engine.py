"""What every check stands on: steps that run out, memory of one submission, evaluation, breakpoints, equations."""

import mpmath
import pytest
from support.in_process import value

from autograder.checks.dgm.derivations import T_GRAPH
from autograder.checks.engine.breakpoints import breakpoints
from autograder.checks.engine.equations import fault
from autograder.checks.engine.evaluate import Evaluator, Undefined, UnknownName, evaluate, evaluate_real
from autograder.checks.engine.lines import atoms, written
from autograder.checks.engine.memory import Memory
from autograder.checks.engine.numbers import exactly, mpf
from autograder.checks.engine.steps import StepsExceeded, limited
from autograder.record.losses import NotEarned

sp = pytest.importorskip("sympy")
x, y = sp.Symbol("x", real=True), sp.Symbol("y", positive=True)
a, t = sp.Symbol("a", positive=True), sp.Symbol("t", real=True)
F, Q01 = sp.Function("F"), sp.Function("Q01")


def test_the_same_question_about_the_same_object_is_asked_once():
    asked, memory, thing = [], Memory(), object()
    for _ in range(2):
        assert memory.ask(asked.append, thing) is None
    assert asked == [thing]


def test_what_one_submission_remembers_another_does_not():
    asked = []
    for memory in (Memory(), Memory()):
        memory.ask(asked.append, 1)
    assert asked == [1, 1]


def test_exact_numbers_are_rounded_once_at_the_working_precision():
    with mpmath.mp.workdps(60):
        assert exactly("1/3") == mpmath.mpf(1) / 3 and mpf(sp.Rational(1, 3)) == sp.Rational(1, 3)


def test_an_evaluator_gives_what_a_fresh_evaluation_gives():
    tree = value(sp.log(x**2 + 1) * sp.erf(y) + sp.exp(-x))
    kept = Evaluator(tree)
    for point in ({"x": 1, "y": 2}, {"x": 1, "y": 3}, {"x": -4, "y": 3}):
        point = {name: mpmath.mpf(v) for name, v in point.items()}
        assert kept.value(point) == evaluate(tree, point)


@pytest.mark.parametrize("expression", [1 / x, sp.log(x), sp.Piecewise((1, x > 0)), sp.gamma(x)])
def test_an_expression_without_a_value_is_undefined(expression):
    with pytest.raises(Undefined):
        evaluate(value(expression), {"x": mpmath.mpf(0)})


def test_a_complex_value_is_not_real_and_an_unknown_name_says_so():
    with pytest.raises(Undefined):
        evaluate_real(value(sp.sqrt(x)), {"x": mpmath.mpf(-1)})
    with pytest.raises(UnknownName):
        evaluate_real(value(x + y), {"x": mpmath.mpf(-1)})


def test_towers_end_as_undefined_and_steps_as_steps_exceeded():
    with pytest.raises(Undefined):
        evaluate(
            value(sp.Pow(10, sp.Pow(10, sp.Pow(10, x, evaluate=False), evaluate=False), evaluate=False)), {"x": 10}
        )
    with limited(50), pytest.raises(StepsExceeded):
        evaluate(value(sp.Add(*(sp.erf(k * x) for k in range(1, 9)))), {"x": mpmath.mpf(1)})


@pytest.mark.parametrize(
    ("expression", "places"),
    [(abs(x - 2), [2]), (sp.Max(x, 3), [3]), (sp.Piecewise((x, x < -1), (x + 1, True)), [-1]), (sp.exp(x), [])],
)
def test_breakpoints_are_where_an_expression_changes_its_form(expression, places):
    assert [float(place) for place, _ in breakpoints(value(expression), {})] == pytest.approx(places)


def lines(*handed_in):
    return written(value(list(handed_in)), "q2a_derivation").equations


def test_lines_are_read_from_any_collection_and_what_is_no_equation_is_left_out():
    first, second = sp.Eq(t, sp.log(a)), sp.Eq(F(t), Q01(a))
    for collected in ([first, second], ({"1": first}, [second]), [sp.And(first, second)], ["so", True, first, second]):
        assert len(written(value(collected), "d").equations) == 2
    with pytest.raises(NotEarned):
        written(value(x + 1), "d")


def test_a_true_line_has_no_fault_and_scaling_changes_nothing():
    for line in lines(sp.Eq(t, sp.log(a)), sp.Eq(7 * sp.log(a), 7 * t), sp.Eq(sp.exp(t), a), sp.Eq(F(t), Q01(a))):
        assert fault(line, T_GRAPH) is None


def test_a_line_that_is_false_or_holds_elsewhere_too_has_one():
    wrong, twofold = lines(sp.Eq(t, a), sp.Eq(t**2, sp.log(a) ** 2))
    assert "which is a solution" in fault(wrong, T_GRAPH)
    assert "no solution" in fault(twofold, T_GRAPH)


def test_the_mirrored_graph_is_that_of_a_decreasing_map():
    (line,) = lines(sp.Eq(t, -sp.log(a)))
    assert fault(line, T_GRAPH) is not None and fault(line, T_GRAPH.mirrored) is None


def test_cdfs_and_error_functions_are_found_wherever_they_stand():
    (line,) = lines(sp.Eq(1 - F(t), sp.erfc(sp.log(a)) * Q01(a)))
    assert sorted(node.data or node.head for node in atoms(line)) == ["F", "Q01", "erfc"]
