"""Problems as values: what is wrong, where, and the nearest right thing."""

from generator.diagnostics.diagnostic import Diagnostic, DiagnosticError, Severity
from generator.diagnostics.position import NOWHERE, Position

__all__ = ["NOWHERE", "Diagnostic", "DiagnosticError", "Position", "Severity"]
