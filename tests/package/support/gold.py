"""Comparison with files that were looked at: `pytest --accept-gold` takes what comes now as right."""

import difflib
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "gold"
SCRUBS = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "<sha256>"),
    (re.compile(r"\b[0-9a-f]{16}\b(?=</bdi>)"), "<sha256>"),
    (re.compile(r"sha256 [0-9a-f]{12}"), "sha256 <sha256>"),
    (re.compile(r"separate user[^\"<]*?clearing up", re.DOTALL), "<isolation>"),
    (re.compile(r"version \d+\.\d+\.\d+"), "version <version>"),
    (re.compile(r"(\"(?:grader|isolation)\": )\"[^\"]*\""), r'\1"<machine>"'),
    (re.compile(r"(\"seconds\": )[0-9.]+"), r"\1<seconds>"),
    (re.compile(r"<dd><bdi>[0-9.]+ s</bdi>"), "<dd><bdi><seconds></bdi>"),
    (re.compile(r"[+-]?\d\.\d+e-\d\d"), "<rounding>"),
)


def scrubbed(text):
    for pattern, name in SCRUBS:
        text = pattern.sub(name, text)
    return text


def compare(name, text, *, accept):
    path, text = FOLDER / name, scrubbed(text)
    if accept:
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"no gold file {name}: look at the output, then run pytest --accept-gold"
    wanted = path.read_text(encoding="utf-8")
    difference = list(difflib.unified_diff(wanted.splitlines(), text.splitlines(), "gold", "now", lineterm="", n=1))
    assert not difference, "\n".join([*difference[:40], "If this is as it should be: pytest --accept-gold"])
