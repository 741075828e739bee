"""How much a submission may use: time, memory, disk, processes."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Budget:
    """Seconds and sizes; chosen so that one submission fits Gradescope's smallest container.

    Seconds of a cell and of a call stand still while others have the processors (`process.CpuDeadline`); those of a ✓
    and of a submission are the clock's. They are generous for honest answers (the model answers need well under a
    tenth) and small enough that several endless loops still leave time for the other ✓.
    """

    cell_seconds: float = 30.0
    call_seconds: float = 10.0
    tick_seconds: float = 60.0
    submission_seconds: float = 480.0
    memory_bytes: int = 700 * 2**20
    disk_bytes: int = 200 * 2**20
    files: int = 5_000
    processes: int = 64
    cpu_seconds: int = 600
    judge_bytes: int = 2**30

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            if getattr(self, field.name) <= 0:
                raise ValueError(f"{field.name} must be positive")
