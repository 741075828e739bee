# %% [markdown]
# ## warnings and output on every stream
# A warning on standard error is no failure.

# %%
import logging, sys, warnings
warnings.warn("a warning of one's own")
import numpy as np
np.log(np.array([0.0]))
print("progress", end="\r", file=sys.stderr)
logging.warning("logged")
print("x" * 100_000)

# %% [markdown]
# ## plots and magics
# What most notebooks start with.

# %%
%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
fig, ax = plt.subplots(2, 2, figsize=(6, 4))
ax[0, 0].plot(np.random.randn(1000))
ax[0, 1].hist(np.random.randn(1000), bins=30)
ax[1, 0].set_title(r"$\alpha_n = 1 - \beta_n$")
plt.savefig("figure.png")
plt.show()
%timeit -n 2 -r 2 np.linalg.norm(np.ones(10))
%time total = sum(range(1000))
%config InlineBackend.figure_format = "retina"
assert total == 499500

# %% [markdown]
# ## a cell that times itself and one that is quiet
# Cell magics.

# %%
%%time
quiet = 1

# %%
%%capture captured
print("hidden")

# %% [markdown]
# ## rich display
# What a notebook shows instead of printing.

# %%
from IPython.display import HTML, Markdown, Math, display
import sympy as sp
display(HTML("<b>bold</b>"), Markdown("*text*"), Math(r"\int"), sp.sqrt(2))
sp.init_printing()

# %% [markdown]
# ## threads and a pool of processes
# Parallel code that forks.

# %%
import multiprocessing, threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
def square(x):
    return x * x
seen = []
thread = threading.Thread(target=lambda: seen.append(1))
thread.start(); thread.join()
with ThreadPoolExecutor(4) as pool:
    assert list(pool.map(square, range(5))) == [0, 1, 4, 9, 16]
with multiprocessing.Pool(2) as pool:
    assert pool.map(square, range(5)) == [0, 1, 4, 9, 16]
with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
    assert list(pool.map(square, range(5))) == [0, 1, 4, 9, 16]
lock = multiprocessing.Lock()
queue = multiprocessing.Queue()
queue.put(3)
assert queue.get() == 3

# %% [markdown]
# ## files of one's own
# Temporary ones, folders, pickles and compressed arrays.

# %%
import os, pickle, tempfile
from pathlib import Path
import numpy as np
with tempfile.NamedTemporaryFile("w+") as file:
    file.write("text"); file.seek(0)
    assert file.read() == "text"
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "a.txt").write_text("b")
np.savez_compressed("data.npz", a=np.arange(10))
assert np.load("data.npz")["a"].sum() == 45
with open("p.pkl", "wb") as file:
    pickle.dump({"a": 1}, file)
os.makedirs("a/b/c", exist_ok=True)
assert os.path.isdir("a/b")

# %% [markdown]
# ## a data file that was handed in
# Lies beside the notebook.

# %%
import csv
with open("measurements.csv") as file:
    rows = list(csv.reader(file))
assert rows == [["1", "2"], ["3", "4"]]
with open("data/deep.txt") as file:
    assert file.read().strip() == "found"

# %% [markdown]
# file: measurements.csv

# %% [markdown]
# 1,2
# 3,4

# %% [markdown]
# file: data/deep.txt

# %% [markdown]
# found

# %% [markdown]
# ## long but finite work
# A few seconds of processor time.

# %%
import numpy as np, time
until = time.perf_counter() + 3
while time.perf_counter() < until:
    np.linalg.svd(np.random.rand(60, 60))

# %% [markdown]
# ## large arrays
# A few hundred megabytes at once.

# %%
import numpy as np
big = np.ones((6000, 6000))
assert float((big * 0.5).sum()) == 18_000_000.0
del big

# %% [markdown]
# ## modern Python
# Dataclasses, type hints, await at the top, pattern matching, generators.

# %%
import asyncio, dataclasses, functools, typing
@dataclasses.dataclass
class Point:
    x: float
    y: float = 0.0
async def answer() -> int:
    await asyncio.sleep(0.01)
    return 3
result = await answer()
match Point(1.0):
    case Point(x=1.0):
        matched = True
@functools.lru_cache
def fibonacci(n: int) -> int:
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
assert (result, matched, fibonacci(50)) == (3, True, 12586269025)

# %% [markdown]
# ## libraries that come with NumPy and friends
# SciPy, pandas, statistics, random, decimal.

# %%
import decimal, fractions, random, statistics
import numpy as np, pandas as pd, scipy.optimize, scipy.stats, sympy as sp
frame = pd.DataFrame({"a": [1, 2], "b": [3.0, 4.0]})
assert frame["a"].sum() == 3
assert abs(scipy.optimize.brentq(lambda x: x**2 - 2, 0, 2) - 2**0.5) < 1e-9
assert scipy.stats.norm.cdf(0) == 0.5
assert statistics.mean([1, 2, 3]) == 2
random.seed(3); np.random.default_rng(0).normal(size=3)
x = sp.Symbol("x")
assert sp.integrate(sp.exp(-x**2), (x, -sp.oo, sp.oo)) == sp.sqrt(sp.pi)
f = sp.lambdify(x, sp.sin(x) ** 2)
assert abs(f(1.0) - np.sin(1.0) ** 2) < 1e-12

# %% [markdown]
# ## an error that is caught, and one that is not
# Costs what depends on it, here nothing.

# %%
try:
    1 / 0
except ZeroDivisionError:
    pass
%xmode minimal
raise RuntimeError("this cell was an experiment")

# %% [markdown]
# ## cells run out of order
# Names that are used before the cell that defines them, as in a notebook that was not restarted.

# %%
print(defined_nowhere)

# %% [markdown]
# ## strict warnings
# Turned into errors by the student.

# %%
import warnings
warnings.simplefilter("error")
