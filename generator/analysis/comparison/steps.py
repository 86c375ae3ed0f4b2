"""How much work a search may take: what grows beyond it becomes unknown, never wrong."""

from dataclasses import dataclass


class OutOfSteps(Exception):
    """The search would take longer than it may."""


@dataclass(slots=True)
class Steps:
    """How many steps are left: texts that are looked at and choices that are tried."""

    left: int

    def take(self) -> None:
        """One step. Raises: OutOfSteps."""
        self.left -= 1
        if self.left < 0:
            raise OutOfSteps
