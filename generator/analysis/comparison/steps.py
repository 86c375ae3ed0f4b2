"""How much work a search may take: what grows beyond it becomes unknown, never wrong."""

from dataclasses import dataclass


class OutOfSteps(Exception):
    """The search would take longer than it may."""


@dataclass(slots=True)
class Steps:
    """How many steps are left: texts that are looked at and choices that are tried.

    A portion is what one part of a search may take, so that no part takes all.
    """

    left: int
    floor: int = 0

    def take(self, count: int = 1) -> None:
        """Some steps. Raises: OutOfSteps."""
        self.left -= count
        if self.left < self.floor:
            raise OutOfSteps

    def portion(self, count: int) -> None:
        """No more than so many steps from now on, until the next portion."""
        self.floor = max(0, self.left - count)
