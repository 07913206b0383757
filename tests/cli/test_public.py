"""The public surface of the package."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import armillary
from armillary.cli import app


def test_the_list_of_names_is_sorted_and_true() -> None:
    """Each public name exists, and the list is in order."""
    assert sorted(armillary.__all__) == armillary.__all__
    assert all(callable(getattr(armillary, name)) for name in armillary.__all__)


def test_each_command_is_a_function_of_the_same_name() -> None:
    """What the command line offers, Python offers."""
    commands = {str(info.name or info.callback.__name__) for info in app.registered_commands if info.callback}
    assert commands <= set(armillary.__all__)


def test_public_functions_are_documented_and_typed() -> None:
    """Each public function says what it does and what it returns."""
    functions = [getattr(armillary, name) for name in armillary.__all__]
    for function in filter(inspect.isfunction, functions):
        assert inspect.getdoc(function)
        assert function.__annotations__.get("return") is not None


def test_the_package_alone_loads_nothing_heavy() -> None:
    """`import armillary.schema` in a worker loads no room."""
    code = "import armillary.schema, sys; sys.exit(any(m.startswith('armillary.trace') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As with any module."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = armillary.nonsense
