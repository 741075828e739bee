"""What a process that grades or reads for another one says: a line of JSON for each event."""

from __future__ import annotations

import json
import sys
from typing import Any


def emit(**event: Any) -> None:
    """Write one line; in ASCII, as names of files may hold lone surrogates, which no encoding has."""
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()
