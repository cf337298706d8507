"""A chart keeps within its height: rows shrink, labels go by rank, and last come clusters."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import made

from timeline.edtf import parse
from timeline.layout import furniture, metrics
from timeline.layout.density import Bin, Density
from timeline.layout.layout import layout
from timeline.layout.parts import Layout, Scale
from timeline.layout.selection import select
from timeline.layout.spare import label_box
from timeline.layout.theme import SIZES, WEIGHTS
from timeline.model import Timeline
from timeline.model.order import spread


def crowd(count: int, shape: str = "even", title: str = "The event of number {n}") -> Timeline:
    """A timeline of so many events, spread evenly or in some other shape."""
    years = {
        "even": lambda n: 1900 + n * 100 // count,
        "ten years": lambda n: 1950 + n * 10 // count,
        "one day": lambda n: 1950,
    }[shape]
    return made.timeline(
        [
            {
                "date": f'"{years(n)}-05-01"' if n % 3 else f'"{years(n)}"',
                "title": made.quoted(title.format(n=n)),
                "lane": f'"{"abc"[n % 3]}"',
                "importance": str(n // 3 % 5 + 1),
            }
            for n in range(count)
        ],
        head='span = "1900/2000"',
        lanes=["a", "b", "c"],
    )


def meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] - 0.01 and b[0] < a[2] - 0.01 and a[1] < b[3] - 0.01 and b[1] < a[3] - 0.01


def assert_kept(plan: Layout, timeline: Timeline, limit: float) -> None:
    """Within the limit, nothing lost, nothing on top of anything."""
    assert plan.height <= limit
    gathered = [event for cluster in plan.clusters for event in cluster.events]
    alone = [item.event for item in plan.items]
    assert sorted(alone + gathered) == list(range(len(timeline.events)))
    by_lane: dict[int, list[tuple[float, ...]]] = {}
    for item in plan.items:
        by_lane.setdefault(item.lane, []).append(item.box)
    for cluster in plan.clusters:
        by_lane.setdefault(cluster.lane, []).append(cluster.box)
    for boxes in by_lane.values():
        rows: dict[float, list[tuple[float, ...]]] = {}
        for box in boxes:
            rows.setdefault(box[1], []).append(box)
        for row in rows.values():
            row.sort()
            assert all(not meet(a, b) for a, b in pairwise(row))
        edges = sorted({(box[1], box[3]) for box in boxes})
        assert all(a[1] <= b[0] + 0.01 for a, b in pairwise(edges))


@pytest.mark.parametrize("count", [20, 200, 1000, 3000])
@pytest.mark.parametrize("shape", ["even", "ten years", "one day"])
@pytest.mark.parametrize("width", [720, 1160])
def test_height(count: int, shape: str, width: int) -> None:
    """At most 1,600 px, whatever the number of events and however they crowd."""
    timeline = crowd(count, shape)

    assert_kept(layout(timeline, width), timeline, 1600)


@given(
    st.integers(1, 400),
    st.sampled_from(["even", "ten years", "one day"]),
    st.sampled_from([500, 700, 1000, 1600]),
    st.sampled_from([480, 1160]),
)
@settings(max_examples=40, deadline=None)
def test_any_height(count: int, shape: str, height: int, width: int) -> None:
    """The limit is what is asked for."""
    timeline = crowd(count, shape)

    assert_kept(layout(timeline, width, height), timeline, height)


def test_height_of_the_file() -> None:
    """The file's `height` is the limit, if the caller names none."""
    timeline = crowd(100)
    header = timeline.header.model_copy(update={"height": 600})

    assert layout(timeline).height > 600
    assert layout(timeline.model_copy(update={"header": header})).height <= 600


def test_rows_shrink_before_labels_go() -> None:
    """A chart a little too high becomes compact and keeps all its labels."""
    timeline = crowd(150)
    roomy = layout(timeline, 1160, 5000, row=SIZES.row_least)
    compact = layout(timeline, 1160, roomy.height - 1)

    assert {weight.label for weight in WEIGHTS.values()} == {
        item.label_size for item in roomy.items
    }
    assert {SIZES.compact_label} == {item.label_size for item in compact.items}
    assert SIZES.compact_label >= 11
    assert 150 == compact.labelled


@pytest.mark.parametrize("shape", ["even", "ten years", "one day"])
def test_up_to_a_thousand_keep_their_mark(shape: str) -> None:
    """Up to 1,000 events each has a mark of its own."""
    plan = layout(crowd(1000, shape))

    assert (1000, ()) == (len(plan.items), plan.clusters)


def test_labels_by_importance() -> None:
    """Labels go to the most important: none is left out for a lesser one given first."""
    timeline = crowd(1000)
    plan = layout(timeline)
    labelled = [timeline.events[i.event].importance for i in plan.items if i.named]
    shares = {level: labelled.count(level) / 200 for level in range(1, 6)}

    assert 0 < plan.labelled < 1000
    assert shares[5] > 0.9
    # What room is left between them goes to whoever fits, by importance again.
    assert sorted(shares.values()) == list(shares.values())
    assert shares[1] < 0.05


@pytest.mark.parametrize("width", [720, 1160])
def test_events_alike_are_labelled_all_along(width: int) -> None:
    """Where importance and length say nothing, each stretch of time has its share of labels."""
    events = [
        {"date": f'"{1900 + n // 10}-{n % 10 + 1:02}-05"', "title": f'"An event of words, {n}"'}
        for n in range(1000)
    ]
    plan = layout(made.timeline(events), width)
    decades = Counter(item.event // 100 for item in plan.items if item.named)

    assert 10 == len(decades)
    assert max(decades.values()) < 2.5 * min(decades.values())


@given(st.integers(1, 300))
def test_every_beginning_isspread(count: int) -> None:
    """The first of an order, however many, leave no gap four times as wide as even ones would."""
    order = spread(range(count))

    assert list(range(count)) == sorted(order)
    for first in range(1, count + 1):
        marks = [-1, *sorted(order[:first]), count]
        assert max(b - a for a, b in pairwise(marks)) <= 4 * count / first + 1


def test_many_lanes() -> None:
    """Lanes that are too many for the height keep the marks of their events."""
    lanes = [f"l{n}" for n in range(80)]
    events = [{"date": f'"{1900 + n}"', "lane": f'"{lane}"'} for n, lane in enumerate(lanes)]
    plan = layout(made.timeline(events, lanes=lanes))

    assert plan.height > SIZES.most_height
    assert (80, ()) == (len(plan.items), plan.clusters)


def test_rival_accounts_in_low_rows() -> None:
    """Events of many accounts keep their marks, each line of them lower."""
    events = [
        {
            "date": f'"{1940 + n % 20}"',
            "accounts": '[{ date = "1949" }, { date = "1949/1951" }]',
        }
        for n in range(60)
    ]
    plan = layout(made.timeline(events, head='span = "1900/2000"'), 1160, 700)
    low = [item for item in plan.items if not item.named]

    assert (60, ()) == (len(plan.items), plan.clusters)
    assert plan.height <= 700
    assert low
    for item in low:
        tops = [drawn.y for drawn in item.mark]
        assert item.box[1] < min(tops)
        assert max(tops) < item.box[3]


def test_an_account_alone_in_the_span() -> None:
    """An event whose own date lies outside is drawn by the account that does not."""
    events = [
        {"date": '"1945"', "accounts": '[{ date = "1966" }]'},
        {"date": '"/1978"'},
        {"date": '"1965"'},
    ]
    part = select(made.timeline(events), start=parse("1960"), end=parse("1970"))
    plan = layout(part)

    assert 3 == len(part.events)
    assert [0, 2] == [item.event for item in plan.items]
    assert "Of one event nothing sure falls in this span; the list has it." == " ".join(
        line.text for line in plan.note
    )


def test_importance_before_length() -> None:
    """A short important event is labelled before a long unimportant one."""
    events = [
        {"date": '"1950"', "importance": "5", "title": '"Short and important"'},
        *({"date": f'"1900/{1990 + n % 9}"', "importance": "1"} for n in range(60)),
    ]
    plan = layout(made.timeline(events, head='span = "1900/2000"'), 720, 300)

    assert next(item.named for item in plan.items if item.event == 0)
    assert plan.labelled < 61


def test_the_chart_says_how_many_are_labelled() -> None:
    """A note under the key says how many of how many; none if all are."""
    plan = layout(crowd(1000))

    assert f"{plan.labelled} of 1,000 events are labelled; the list has them all." == " ".join(
        line.text for line in plan.note
    )
    assert () == layout(crowd(20)).note


def test_clusters_count_their_events() -> None:
    """A cluster's mark carries the number of its events, in room enough for it."""
    plan = layout(crowd(3000, "ten years"))

    assert plan.clusters
    for cluster in plan.clusters:
        assert str(len(cluster.events)) == cluster.count.text
        width = metrics.text_width(cluster.count.text, SIZES.compact_label)
        assert width + 4 <= cluster.box[2] - cluster.box[0]
    assert "gathered" in " ".join(line.text for line in plan.note)


def test_labels_of_the_picture_meet_nothing() -> None:
    """In a compact chart labels are apart from all labels and all marks of other events."""
    plan = layout(crowd(600, title="A title with several words {n}"), 720)
    labels = [(i, label_box(i, plan.scale)) for i in plan.items if i.named]

    for (one, box), (other, rest) in combinations(labels, 2):
        assert not meet(box, rest), (one.event, other.event)


def test_density_strip() -> None:
    """From 60 events on a strip below the lanes shows how many there are at a time."""
    plan = layout(crowd(200))

    assert () == layout(crowd(20)).strip
    assert {0, 1, 2} == {bar.lane for bar in plan.strip}
    assert plan.bottom < min(bar.top for bar in plan.strip)
    assert SIZES.strip == pytest.approx(
        max(bar.bottom for bar in plan.strip) - min(bar.top for bar in plan.strip)
    )
    assert "every 5 years" in plan.caption[0].text or "a year" in plan.caption[0].text


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        pytest.param((9.0,), "events a year, by lane; at most 9.", id="whole"),
        pytest.param((4.34, 4.34), "events a year, by lane; about 9 at most.", id="shares"),
        pytest.param((10.6,), "events a year, by lane; about 11 at most.", id="over ten"),
        pytest.param((0.1,) * 30, "events a year, by lane; at most 3.", id="sum of a float"),
        pytest.param((1234.0,), "events a year, by lane; at most 1,234.", id="separators"),
        pytest.param((0.7,), "events a year, by lane; always less than 1.", id="under one"),
    ],
)
def test_the_strip_tells_whole_numbers(weights: tuple[float, ...], said: str) -> None:
    """Shares of events add up to a number that is told as about so many, none to the hundredth."""
    counts = Density(unit="year", step=1, bins=(Bin(start=0, after=365, weights=weights),))
    _, caption, _ = furniture.strip(counts, "en", Scale(span=(0, 365), left=23, right=1137), 0)

    assert f"Below the lanes: {said}" == " ".join(line.text for line in caption)
