"""Hypothesis profiles: a few examples while working, many in CI's long run. No width: what is printed is not folded."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("fast", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("full", max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

os.environ.pop("COLUMNS", None)  # pytest-xdist sets it
