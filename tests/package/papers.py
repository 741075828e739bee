"""Records of small classes, made by hand."""

from autograder.classroom.analysis import Paper


def tick(tick_id, earned, *, outcome="", got="", evidence=(), **more):
    return {
        "id": tick_id, "part": tick_id.split(".")[0], "line": f"line of {tick_id}", "points": -1 if "-" in tick_id else 1,
        "earned": earned, "outcome": outcome or ("earned" if earned else "not earned"), "message": "", "expected": "",
        "got": got, "hint": "", "evidence": list(evidence), **more,
    }  # fmt: skip


def paper(number, ticks, *, assignment="p1_x", name="", code=(), **more):
    parts = {}
    for one in ticks:
        parts.setdefault(one["part"], {"title": "t", "earned": 0, "available": 0, "code": []})
        parts[one["part"]]["earned"] += one["earned"]
        parts[one["part"]]["available"] += one["points"] > 0
    for sums in parts.values():
        sums["earned"] = max(0, sums["earned"])
        sums["code"] = (
            [{"cell": 1, "names": ["f"], "first_line": 1, "lines": list(code), "left_out": 0}] if code else []
        )
    earned = sum(sums["earned"] for sums in parts.values())
    available = sum(sums["available"] for sums in parts.values())
    record = {
        "format": 2, "grader": "0", "assignment": assignment, "submission": "x.ipynb", "sha256": "d" * 64,
        "isolation": "full", "ticks": ticks, "parts": parts, "cells": [], "notes": [],
        "problem": {"earned": earned, "available": available, "credits": earned / 2, "credits_available": available / 2},
        "undecided": [one["id"] for one in ticks if one["outcome"] == "grader fault" and not one.get("override")],
    } | more  # fmt: skip
    return Paper(f"s{number:03d}", f"u{number:03d}", name or f"Student {number:03d}", assignment, record)


def numbers(value):
    return [{"kind": "numbers", "rows": [["z", 2], ["your value", value], ["right value", 1.5]]}]
