"""Reasoned chronology: what follows from dates and reasons, held against brute force."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bad_input import REASONED, faults_of
from support.instants import in_member, january, ways

from timeline.chronology import Chronology, solve
from timeline.edtf import Bounds, Kind, Point, Range, civil, day_number
from timeline.errors import InvalidTimeline
from timeline.model import Event, Reason, Timeline
from timeline.text.reader import read_text


def event(name: str, date: str = "", *reasons: dict[str, Any], **more: Any) -> Event:
    """An event with a date, if any, and reasons."""
    when = {"date": date} if date else {}
    return Event(id=name, title=name, reasons=reasons, **when, **more)


def follows(*events: Event) -> Chronology:
    """What follows, where nothing contradicts."""
    found = solve(events)
    assert found.contradictions == ()
    return found


def text_of(found: Chronology, name: str) -> str:
    """The derived date of an event."""
    return found.derived[name].date.text


M, P = event("m", "1959"), event("p", "1970/1979")

DATED = {
    "after and before": ((M, P, event("x", "", {"after": "m"}, {"before": "p.end"})), "[1959..1979]"),
    "before, as people mean it": ((P, event("x", "", {"before": "p"})), "[..1970]"),
    "after, as people mean it": ((P, event("x", "", {"after": "p"})), "[1979..]"),
    "after its start": ((P, event("x", "", {"after": "p.start"})), "[1970..]"),
    "during": ((P, event("x", "", {"during": "p"})), "[1970..1979]"),
    "a year that is left": ((M, event("x", "[1950..1959]", {"after": "m"})), "1959"),
    "a set keeps a member": ((event("m", "1960"), event("x", "[1959,1979]", {"after": "m"})), "1979"),
    "a set keeps members as written": (
        (event("m", "1960"), event("x", "[1959,1961~,1965-03?,1979..1982]", {"after": "m"})),
        "[1961~,1965-03?,1979..1982]",
    ),
    "a set with a member cut": (
        (event("m", "1959-05"), event("x", "[1959,1979]", {"after": "m"})),
        "[1959-05..1959-12,1979]",
    ),
    "days": ((event("m", "1959-03-05"), event("x", "1959", {"after": "m"})), "[1959-03-05..1959-12-31]"),
    "one month": ((event("m", "1959-12"), event("x", "1959", {"after": "m"})), "1959-12"),
    "within, after": ((event("m", "1959-01-31"), event("x", "", {"within": "1 month", "after": "m"})), "[1959-01-31..1959-02-28]"),
    "within, before": ((event("m", "1960-03-01"), event("x", "", {"within": "1 day", "before": "m"})), "[1960-02-29..1960-03-01]"),
    "no sooner": ((event("m", "1959"), event("x", "", {"at_least": "9 months", "before": "m"})), "[..1959-03]"),
    "exactly so long": (
        (event("m", "0993"), event("x", "", {"at_least": "28 years", "after": "m"}, {"within": "28 years", "after": "m"})),
        "1021",
    ),
    "from an uncertain date": ((event("m", "1959?"), P, event("x", "", {"after": "m"}, {"before": "p"})), "[1959?..1970]"),
    "before our era": ((event("m", "-0043"), event("x", "[-0100..0010]", {"after": "m"})), "[-0043..0010]"),
    "far years": ((event("m", "Y-12000"), event("x", "", {"after": "m"})), "[Y-12000..]"),
    "attested": ((M, event("x", "", {"after": "m"}, attested="1997")), "[1959..1997]"),
    "about a time": ((event("m", "1960"), event("x", "1959~", {"after": "m"})), "1960"),
}  # fmt: skip


@pytest.mark.parametrize(("events", "date"), DATED.values(), ids=DATED)
def test_dates_that_follow(events: tuple[Event, ...], date: str) -> None:
    """What follows is true EDTF, in the largest units that say just that."""
    assert date == text_of(follows(*events), "x")


# Laws, by networks that are small enough to try every day

FRAME = event("f", "1959-01-01/1959-01-09")
DAYS = [january(day) for day in range(1, 10)]
DAY = st.integers(1, 9).map("1959-01-{:02}".format)
FIRM = st.one_of(DAY, DAY.map("{}?".format))
POINTS = st.one_of(FIRM, DAY.map("{}~".format))
RUNS = st.tuples(DAY, DAY).map(lambda pair: "..".join(sorted(pair)))


def _interval(pair: tuple[str, str]) -> str:
    return "/".join(sorted(pair))


DATES = st.one_of(
    st.just(""),
    POINTS,
    st.lists(st.one_of(POINTS, RUNS), min_size=1, max_size=4).map(lambda m: f"[{','.join(m)}]"),
    RUNS.map("[{}]".format),
    DAY.map("[..{}]".format),
    st.tuples(FIRM, FIRM).map(_interval),
    st.sampled_from(["1959-01-03/", "/1959-01-06", "1959-01-04/..", "{1959-01-02,1959-01-06}"]),
    DAY.map("by {}".format),
)
NAMES = ("a", "b", "c")
# Days at the ends of months, where a month later is no certain number of days.
LATE_DAYS = [
    day_number(1959, month, day)
    for month, days in ((1, (28, 29, 30, 31)), (2, (26, 27, 28)), (3, (1, 28, 29, 31)))
    for day in days
]
LATE = st.sampled_from(["1959-{1:02}-{2:02}".format(*civil(day)) for day in LATE_DAYS])
LATE_SETS = st.lists(LATE, min_size=1, max_size=5, unique=True).map(
    lambda days: f"[{','.join(sorted(days))}]"
)


@st.composite
def a_reason(draw: st.DrawFn, others: tuple[str, ...], lengths: tuple[str, ...]) -> dict[str, Any]:
    """A reason of any kind."""
    other = draw(st.sampled_from(others))
    order = draw(st.sampled_from(("after", "before", "during")))
    if order == "during":
        return {order: other}
    end = draw(st.sampled_from(("", "", ".start", ".end")))
    kind = draw(st.sampled_from(("", "", "within", "at_least")))
    length = {kind: draw(st.sampled_from(lengths))} if kind else {}
    return {order: f"{other}{end}", **length}


@st.composite
def networks(
    draw: st.DrawFn,
    dates: st.SearchStrategy[str] = DATES,
    lengths: tuple[str, ...] = ("1 day", "2 days", "3 days", "1 week"),
    frame: bool = True,
) -> tuple[Event, ...]:
    """A few events with a few reasons, all in nine days, or on some at the ends of months."""
    events = [FRAME] if frame else []
    for name in NAMES:
        others = tuple(each for each in NAMES if each != name)
        reasons = draw(st.lists(a_reason(others, lengths), max_size=3))
        date = draw(dates)
        more = {"attested": date.removeprefix("by ")} if date.startswith("by ") else {}
        date = "" if more else date
        events.append(event(name, date, *reasons, *([{"during": "f"}] if frame else []), **more))
    return tuple(events)


UNEVEN = networks(LATE_SETS, ("1 month", "2 months", "28 days", "30 days", "31 days"), frame=False)


def days_of(each: Event, found: Chronology) -> tuple[set[int], set[int]]:
    """The days that an event may start and end on, as far as its date tells."""
    known = each.reasoned(found.derived.get(each.id))
    days = set(DAYS + LATE_DAYS)
    if each.attested and known.derived:  # by when it had begun is told, and no more
        return {
            day
            for day in days
            if in_member(day, known.when.members[0] if known.when.members else known.when.start)
        }, days
    if known.known is None or known.is_attested:
        first = known.attested.start.after if known.attested else max(days) + 1
        return {day for day in days if day < first}, days
    date = known.known
    if date.kind in (Kind.DATE, Kind.ONE_OF):
        once = {
            day for day in days if any(in_member(day, one) for one in date.members or (date.start,))
        }
        return once, once
    first, last, early, late = date.bounds
    starts = {d for d in days if (first is None or d >= first) and (last is None or d < last)}
    return starts, {d for d in days if (early is None or d >= early) and (late is None or d < late)}


def are_apart(members: tuple[Point | Range, ...]) -> bool:
    """Whether no day is in two members of a set."""
    return all(sum(in_member(day, one) for one in members) < 2 for day in DAYS + LATE_DAYS)


def check(events: tuple[Event, ...], days: list[int]) -> None:
    """What follows is what is found by trying all."""
    found, tried = solve(events), ways(events, days)
    assert bool(found.contradictions) == (tried is None)
    if tried is None:
        return
    for each in events:
        narrowed = found.derived.get(each.id)
        if each.date and each.date.approximate and not narrowed:
            continue  # about a time: as written where no day of the unit itself is left out
        starts, ends = days_of(each, found)
        possible = tried.starts(each.id), tried.ends(each.id)
        assert possible[0] <= starts
        assert possible[1] <= ends
        if each.date and each.date.approximate:
            continue
        assert min(starts & set(days)) == min(possible[0])
        if not each.attested:
            assert max(ends & set(days)) == max(possible[1])
        if each.date and each.date.kind is Kind.ONE_OF and are_apart(each.date.members):
            assert bool(narrowed) or starts & set(days) == starts
            for one in narrowed.date.members if narrowed else ():
                assert any(in_member(day, one) for day in possible[0] | possible[1])


@given(networks())
def test_bounds_are_those_of_brute_force(events: tuple[Event, ...]) -> None:
    """Every bound is reachable, none can be passed, and a member is kept that is possible."""
    check(events, DAYS)


@given(UNEVEN)
def test_so_they_are_where_months_are_uneven(events: tuple[Event, ...]) -> None:
    """A month after the 31st is the last day of a month: nothing is lost by that, nothing gained."""
    check(events, LATE_DAYS)


@given(networks(), st.randoms(use_true_random=False))
def test_order_does_not_matter(events: tuple[Event, ...], random: Random) -> None:
    """Neither that of events nor that of their reasons."""
    found = solve(events)
    mixed = [with_reasons(each, random.sample(each.reasons, len(each.reasons))) for each in events]
    random.shuffle(mixed)
    again = solve(mixed)

    assert bool(found.contradictions) == bool(again.contradictions)
    if not found.contradictions:
        assert dates_of(found) == dates_of(again)
        assert lengths_of(found) == lengths_of(again)


@given(networks(), a_reason(("b", "c"), ("1 day", "3 days")))
def test_a_reason_never_widens(events: tuple[Event, ...], reason: dict[str, Any]) -> None:
    """With one more reason nothing may be on a day on which it could not be before."""
    a = next(each for each in events if each.id == "a")
    more = event(
        "a",
        a.date.text if a.date else "",
        *a.reasons,
        reason,
        **({"attested": a.attested} if a.attested else {}),
    )
    before = solve(events)
    after = solve([more if each is a else each for each in events])
    if before.contradictions:
        assert after.contradictions
        return
    if after.contradictions:
        return
    for each in events:
        (starts, ends), (early, late) = days_of(each, after), days_of(each, before)
        assert starts <= early
        assert ends <= late


@given(networks())
def test_chains_are_the_shortest(events: tuple[Event, ...]) -> None:
    """The reasons of a chain give its bound by themselves, and without any of them it is lost."""
    found = solve(events)
    if found.contradictions:
        return
    for name, derived in found.derived.items():
        for at, chain in enumerate(derived.why):
            used = {(step.by, step.reason) for step in chain if step.reason is not None}
            if not used:
                continue
            whole = bound(solve(only(events, used)), name, at)
            assert whole == derived.date.bounds[at]
            for each in used:
                assert bound(solve(only(events, used - {each})), name, at) != whole


@given(networks())
def test_contradictions_are_the_shortest(events: tuple[Event, ...]) -> None:
    """What is told contradicts by itself, and no more without any of its reasons; none is told twice."""
    told: set[tuple[str, int | None]] = set()
    for each in solve(events).contradictions:
        used = {(step.by, step.reason) for step in each.chain if step.reason is not None}
        assert not used & told
        told |= used
        assert solve(only(events, used)).contradictions
        for one in used:
            assert not solve(only(events, used - {one})).contradictions


def with_reasons(each: Event, reasons: Iterable[Reason]) -> Event:
    """An event with other reasons."""
    return each.model_copy(update={"reasons": tuple(reasons)})


def only(events: tuple[Event, ...], kept: set[tuple[str, int | None]]) -> list[Event]:
    """Events with some of their reasons alone."""
    return [
        with_reasons(each, (r for at, r in enumerate(each.reasons) if (each.id, at) in kept))
        for each in events
    ]


def bound(found: Chronology, name: str, at: int) -> int | None:
    """One of the four bounds that follow for an event; None where nothing does."""
    derived = found.derived.get(name)
    return derived.date.bounds[at] if derived else None


def lengths_of(found: Chronology) -> dict[str, list[int]]:
    """How many reasons each bound goes by."""
    return {
        name: [sum(step.reason is not None for step in chain) for chain in each.why]
        for name, each in found.derived.items()
    }


def dates_of(found: Chronology) -> dict[str, tuple[str, Bounds]]:
    """All derived dates."""
    return {name: (each.date.text, each.date.bounds) for name, each in found.derived.items()}


# What is told, and where it stands in a timeline


def test_all_knots_are_told_at_once() -> None:
    """Each of what does not hang together is told in one run, and none of what follows from it."""
    hub = [event("hub", "1990"), *(event(f"z{at}", "1980", {"after": "u"}) for at in range(9))]
    far = [event("a", "1950"), event("b", "1940", {"after": "a"}), event("c", "", {"after": "b"})]
    round_ = [event("x", "", {"after": "y"}), event("y", "", {"after": "x"})]
    found = solve([*hub, event("u", "", {"after": "hub"}), *far, *round_])

    assert [(each.is_circle, len(each.chain)) for each in found.contradictions] == [
        (False, 2),
        (True, 4),
        (False, 4),
    ]
    assert found.derived["c"].date.text == "[1940..]"


def test_the_shortest_chain_is_told() -> None:
    """Of two ways to a contradiction first that of fewer reasons, if a longer one says more."""
    told, _ = solve(
        [
            event("late", "1965"),
            event("between", "", {"after": "late"}),
            event("near", "1959"),
            event("x", "1958", {"after": "between"}, {"after": "near"}),
        ]
    ).contradictions

    assert [(step.event, step.other) for step in told.chain] == [("x", "near"), ("near", "")]


def test_a_circle_is_told_only_where_no_less_contradicts() -> None:
    """What one of its reasons leaves no time for, with dates alone, is told of that one."""
    a = event("a", "[1950,1959]", {"during": "b"})
    [told] = solve([a, event("b", "[1952..1955]", {"after": "a"})]).contradictions

    assert not told.is_circle
    assert {(step.by, step.reason) for step in told.chain if step.by} == {("a", 0)}


def test_lengths_that_no_month_has_go_round() -> None:
    """Thirty-two days and no more than a month leave no time in any year; 31 do in some."""

    def between(days: str) -> Chronology:
        lengths = {"at_least": days, "after": "a"}, {"within": "1 month", "after": "a"}
        return solve([event("a"), event("b", "", *lengths)])

    assert [each.is_circle for each in between("32 days").contradictions] == [True]
    assert between("31 days").contradictions == ()


def test_what_goes_on_for_centuries_ends() -> None:
    """Three months running of which each has 31 days: there are none, and the search stops."""
    lengths = ({"at_least": "31 days", "after": "{}"}, {"within": "1 month", "after": "{}"})
    events = [event("a0", "[1959..]")]
    for at in range(3):
        both = [{key: text.format(f"a{at}") for key, text in each.items()} for each in lengths]
        events.append(event(f"a{at + 1}", "", *both))
    solve(events)


def test_reasons_that_say_nothing_new() -> None:
    """The dates of both say it, or a reason before says the same from one side or the other."""
    found = solve(
        [
            event("a", "1959"),
            event("b", "1960", {"after": "a"}, {"at_least": "1 day", "after": "a"}),
            event("c", "1959", {"after": "a"}, {"within": "3 years", "after": "a"}),
            event("d", "", {"after": "c"}, {"after": "c.end"}),
            event("e", "", {"before": "d"}),
        ]
    )

    assert found.idle == (("b", 0), ("b", 1), ("c", 1), ("d", 1))


def read(text: str) -> Timeline:
    """A timeline's text with a header, and no source in it."""
    return read_text(f'[timeline]\ntitle = "T"\n{text}')[0]


def test_events_without_a_bound_are_undated() -> None:
    """What reasons lead to no date stands among the undated; what they do, among the events."""
    timeline = read(
        '[[events]]\nid = "m"\ntitle = "M"\ndate = "1959"\n'
        '[[events]]\nid = "x"\ntitle = "X"\nreasons = [{ after = "y" }]\n'
        '[[events]]\nid = "y"\ntitle = "Y"\nreasons = [{ before = "z" }]\n'
        '[[events]]\nid = "z"\ntitle = "Z"\nreasons = [{ after = "m" }]\n'
    )

    assert [each.id for each in timeline.events] == ["m", "z"]
    assert [each.id for each in timeline.undated] == ["x", "y"]
    assert timeline.events[1].when.text == "[1959..]"


def test_old_ids_and_ids_of_titles_are_followed() -> None:
    """A reason leads to an event that has another id now, or none of its own."""
    timeline = read(
        '[[events]]\nid = "new"\ntitle = "M"\nwas = ["old"]\ndate = "1959"\n'
        '[[events]]\ntitle = "Next thing"\nreasons = [{ after = "old" }]\n'
        '[[events]]\nid = "z"\ntitle = "Z"\ndate = "[1950,1960]"\nreasons = [{ after = "next-thing" }]\n'
    )

    assert [each.when.text for each in timeline.events] == ["1959", "[1959..1960]", "1960"]


def test_a_derived_date_outside_the_span_is_told() -> None:
    """What follows is outside of the timeline's span, though no date is."""
    text = (
        '[timeline]\ntitle = "T"\nspan = "1900/1960"\n'
        '[[events]]\nid = "m"\ntitle = "M"\ndate = "1959"\n'
        '[[events]]\nid = "x"\ntitle = "X"\nreasons = [{ at_least = "9 years", after = "m" }]\n'
    )
    with pytest.raises(InvalidTimeline) as caught:
        read_text(text)

    assert [(each.code, each.place.line) for each in caught.value.faults.errors if each.place] == [
        ("outside-span", 11)
    ]


def test_contradictions_stand_beside_other_faults() -> None:
    """A reason that no one can follow does not hide what the others say."""
    codes = [
        each.code
        for each in faults_of(
            f'{REASONED}date = "1958"\nimportance = 3\nlinks = ["x y"]\n'
            'reasons = [{ after = "m" }, { after = "nowhere" }, { after = "m.middle" }]\n'
        )
    ]

    assert codes == ["address", "reasons-contradict", "unknown-event", "reason-end"]


def test_a_file_without_reasons_loads_nothing_of_this() -> None:
    """Neither the reader's part for reasons nor what it asks."""
    code = (
        "import sys; from timeline.text.reader import read_text\n"
        'read_text(\'[timeline]\\ntitle = "T"\\n[[events]]\\ntitle = "E"\\ndate = "1959"\\n\')\n'
        "assert not [name for name in sys.modules if 'chronology' in name or 'reasoning' in name]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_timeline_with_chains_can_be_sent_to_another_process() -> None:
    """Chains that nobody has asked for yet go along, and are the same there."""
    found = follows(*DATED["after and before"][0])
    sent = pickle.loads(pickle.dumps(found.derived["x"]))

    assert list(sent.why.earliest_start) == list(found.derived["x"].why.earliest_start)


def test_a_long_chain_is_told_from_both_its_ends() -> None:
    """A circle of thirty is told in as many words as can be read."""
    text = "".join(
        f'[[events]]\nid = "e{at}"\ntitle = "E"\nreasons = [{{ after = "e{(at - 1) % 30}" }}]\n'
        for at in range(30)
    )
    [told] = [
        each
        for each in faults_of(f'[timeline]\ntitle = "T"\n{text}')
        if each.code == "reasons-circle"
    ]

    assert told.problem.count("must be after") == 8
