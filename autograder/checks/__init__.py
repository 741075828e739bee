"""The mathematics of deciding. A hidden test calls one `require_...`, which returns or raises what it expected and got.

How an answer gets in:

- `values`: plain values, lenient in form and strict in meaning (the forms that count are listed there);
- `functions`: a student's function, called on arrays or element by element;
- `rubric`: what makes a function of tests/rubric a hidden test.

One module per idea, for any exam:

- `verdicts`: a truth value, a word, an infinite value, a table of truth values;
- `expressions`: two expressions agree on a domain; `translations`: an expression is x plus a constant;
  `change_of_variables`: a density carried through a map; `sets`: a subset of the real line;
- `pushforward`: the distribution of a transformed random variable; `densities`: a log density on z > 0;
- `composition`: one function after another; `reparametrisation`: samples that depend smoothly on parameters.

`engine/` is what these stand on (evaluation, bounds, zeros, equations on graphs, the step budget); `dgm/` is what only
this exam needs (its derivations, games, divergences, schedules). An engine module knows no name of the exam.
"""
