"""The JSON beside the pages, asked everything that its own description allows, and more."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from armillary.web.app import create_app
from armillary.web.pages import PAGES


@pytest.fixture(scope="module")
def described(made_world: Path) -> Any:
    """The app by its OpenAPI description."""
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(made_world, hosts=()))


ASKED = [
    pytest.param(page.json_path, mode, id=f"{page.name}-{mode.value}")
    for page in PAGES
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or len(inspect.signature(page.find).parameters) > 1
]


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_no_request_finds_a_fault(described: Any, path: str, mode: GenerationMode) -> None:
    """No parameters, allowed or not, give a fault or an answer that the description does not know.

    What forms send for a field left empty, and `yes` for true, is taken though the description does not say so.
    """

    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @settings(
        max_examples=10,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        derandomize=True,
    )
    def ask(case: Any) -> None:
        case.call_and_validate(excluded_checks=[negative_data_rejection])

    ask()
