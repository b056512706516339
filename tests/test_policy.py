"""Which edition a reader gets: a table of state, age and policy."""

import pytest

from i18n.editions.policy import Facts, Incomplete, Outcome, Policy, decide
from i18n.model import State

MIX, HOLD, HIDE = Incomplete.MIX, Incomplete.HOLD, Incomplete.HIDE
NOW, KEPT, NONE = Outcome.CURRENT, Outcome.LAST_GOOD, Outcome.NONE

# fmt: off
CASES = [
    # policy  threshold grace  draft | ready whole outdated frozen | outcome
    # a whole translation appears, whatever the policy
    (MIX,     0.0,      0,     False,  1.0,  True,  None,   False,   NOW),
    (HOLD,    0.0,      0,     False,  1.0,  True,  None,   False,   NOW),
    (HIDE,    0.0,      0,     False,  1.0,  True,  None,   False,   NOW),
    (HOLD,    1.0,      30,    False,  1.0,  True,  None,   True,    NOW),
    # a part of one, nothing outdated
    (MIX,     0.0,      0,     False,  0.5,  False, None,   False,   NOW),
    (MIX,     0.0,      0,     False,  0.0,  False, None,   False,   NOW),
    (MIX,     0.0,      0,     False,  0.5,  False, None,   True,    NOW),
    (HOLD,    0.0,      0,     False,  0.5,  False, None,   False,   NONE),
    (HOLD,    0.0,      0,     False,  0.5,  False, None,   True,    KEPT),
    (HIDE,    0.0,      0,     False,  0.5,  False, None,   False,   NONE),
    (HIDE,    0.0,      0,     False,  0.5,  False, None,   True,    NONE),
    # the threshold is in words, and is met at equality
    (MIX,     0.5,      0,     False,  0.5,  False, None,   False,   NOW),
    (MIX,     0.5,      0,     False,  0.49, False, None,   False,   NONE),
    (MIX,     0.5,      0,     False,  0.49, False, None,   True,    KEPT),
    (MIX,     1.0,      0,     False,  0.99, False, None,   True,    KEPT),
    (HOLD,    0.5,      0,     False,  0.9,  False, None,   True,    KEPT),
    (HIDE,    0.5,      0,     False,  0.9,  False, None,   True,    NONE),
    # outdated, without grace
    (MIX,     0.0,      0,     False,  0.9,  False, 0,      True,    NOW),
    (HOLD,    0.0,      0,     False,  0.9,  False, 0,      True,    KEPT),
    (HIDE,    0.0,      0,     False,  0.9,  False, 0,      True,    NONE),
    # within grace readers keep the last good edition, under every policy
    (MIX,     0.0,      7,     False,  0.9,  False, 0,      True,    KEPT),
    (MIX,     0.0,      7,     False,  0.9,  False, 6,      True,    KEPT),
    (HOLD,    0.0,      7,     False,  0.9,  False, 6,      True,    KEPT),
    (HIDE,    0.0,      7,     False,  0.9,  False, 6,      True,    KEPT),
    (HIDE,    0.9,      7,     False,  0.1,  False, 6,      True,    KEPT),
    # on the day that grace ends, the policy begins
    (MIX,     0.0,      7,     False,  0.9,  False, 7,      True,    NOW),
    (HOLD,    0.0,      7,     False,  0.9,  False, 7,      True,    KEPT),
    (HIDE,    0.0,      7,     False,  0.9,  False, 7,      True,    NONE),
    (MIX,     0.95,     7,     False,  0.9,  False, 7,      True,    KEPT),
    # grace needs something to show
    (MIX,     0.0,      7,     False,  0.9,  False, 1,      False,   NOW),
    (HOLD,    0.0,      7,     False,  0.9,  False, 1,      False,   NONE),
    (HIDE,    0.0,      7,     False,  0.9,  False, 1,      False,   NONE),
    # grace is for changes of the source, not for what was never translated
    (MIX,     0.0,      7,     False,  0.9,  False, None,   True,    NOW),
    (HIDE,    0.0,      7,     False,  0.9,  False, None,   True,    NONE),
    # a draft is asked for by name
    (HIDE,    1.0,      7,     True,   0.1,  False, 1,      True,    NOW),
    (HOLD,    1.0,      7,     True,   0.0,  False, None,   False,   NOW),
]
# fmt: on


@pytest.mark.parametrize(
    ("incomplete", "threshold", "grace", "draft", "ready", "whole", "days", "frozen", "outcome"), CASES
)
def test_a_reader_gets(incomplete, threshold, grace, draft, ready, whole, days, frozen, outcome):
    policy = Policy(State.TRANSLATED, draft=draft, incomplete=incomplete, threshold=threshold, grace=grace)
    assert decide(policy, Facts(ready, whole, days, frozen)) is outcome


@pytest.mark.parametrize("lowest", [State.MACHINE, State.TRANSLATED, State.REVIEWED])
@pytest.mark.parametrize("state", State)
def test_only_what_is_high_enough_appears_as_translation(state, lowest):
    assert Policy(lowest).shows(state) is (state >= lowest)
    assert not Policy(lowest).shows(State.OUTDATED) and not Policy(lowest).shows(State.DRAFT)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("grace", [0, 7])
@pytest.mark.parametrize("threshold", [0.0, 0.5])
@pytest.mark.parametrize("incomplete", Incomplete)
def test_a_policy_needs_the_last_good_edition_where_there_is_a_case_in_which_readers_get_it(
    incomplete, threshold, grace, draft
):
    policy = Policy(draft=draft, incomplete=incomplete, threshold=threshold, grace=grace)
    cases = [Facts(ready, False, days, True) for ready in (0.0, 1.0) for days in (None, 0, 99)]
    assert policy.needs_last_good is any(decide(policy, facts) is KEPT for facts in cases)
