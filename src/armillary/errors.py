"""The errors of Armillary. Each says what was expected, what came, and what to try."""

from __future__ import annotations


class ArmillaryError(Exception):
    """Base of all errors a user can meet; `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(ArmillaryError):
    """The call itself is wrong: an unknown id, a date that is none, two options that exclude each other."""

    exit_code = 2


class SourceError(ArmillaryError):
    """A source cannot be read. `build` records it as a failure and goes on."""

    def __init__(self, error: str, hint: str) -> None:
        super().__init__(f"{error}; {hint}")
        self.error = error
        self.hint = hint


class WorldError(ArmillaryError):
    """The world file cannot be used: missing, of another version, not ours, or being written by another build."""


class NothingBuiltError(ArmillaryError):
    """A build ended with no article in the world."""


class EngineError(ArmillaryError):
    """The place where work runs failed, not the work."""
