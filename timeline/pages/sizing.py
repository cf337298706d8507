"""By what sizes the page's script lays out a window: those that layouts themselves go by."""

from __future__ import annotations

from typing import Any

from timeline.layout import callouts, packing, picturing, relating, spare
from timeline.layout.parts import BEYOND, EDGE
from timeline.layout.theme import SIZES

_SHARE = 0.45  # of a window's room that marks alone may take before they get lower


def sizes(*, tied: bool, pictured: bool) -> dict[str, Any]:
    """All of them; those of curves and of pictures where there are such."""
    return {
        **_of_windows(),
        **({"relation": of_relations()} if tied else {}),
        **({"picture": _of_pictures()} if pictured else {}),
        **({"marks": _of_marks()} if tied or pictured else {}),
    }


def _of_windows() -> dict[str, Any]:
    """By what sizes a window is laid out: px, and what they are chosen from."""
    return {
        "edge": EDGE,
        "beyond": BEYOND,
        "gap": SIZES.gap,
        "markGap": packing.MARK_GAP,
        "beside": SIZES.beside,
        "compactLabel": SIZES.compact_label,
        "account": SIZES.account,
        "lowSize": SIZES.low_size,
        "laneBottom": SIZES.lane_bottom,
        "laneGap": SIZES.lane_gap,
        "laneRule": SIZES.lane_rule,
        "inset": SIZES.inset,
        "cluster": SIZES.cluster,
        "clusterRow": SIZES.cluster_row,
        "key": SIZES.key,
        # In a window names come before marks that are easy to see: further in, all are.
        "pitches": packing.PITCHES[-1:],
        "lowPitches": packing.LOW_PITCHES[len(packing.PITCHES) - 1 :],
        "isFilled": True,
        "mostTurned": packing.MOST_TURNED,
        "mostSingle": packing.MOST_SINGLE,
        "share": _SHARE,
        "namedShare": packing.NAMED_SHARE,
        "loneShare": packing.LONE_SHARE,
        "few": packing.FEW,
        "spareGap": spare.GAP,
        "title": SIZES.title,
        "annotation": {
            "size": SIZES.annotation,
            "gap": callouts.GAP,
            "clear": callouts.CLEAR,
            "lead": callouts.LEAD,
            "apart": callouts.APART,
            "half": callouts.HALF,
            "middle": callouts.MIDDLE,
            "lower": callouts.LOWER,
            "under": callouts.UNDER,
            "oneLine": callouts.ONE_LINE,
        },
    }


def of_relations() -> dict[str, Any]:
    """By what sizes the ways of curves are found."""
    return {
        "tie": SIZES.tie,
        "out": SIZES.tie_out,
        "end": SIZES.tie_end,
        "edge": relating.EDGE,
        "clear": relating.CLEAR,
        "near": relating.NEAR,
        "apart": relating.APART,
        "inset": relating.INSET,
        "beside": relating.BESIDE,
        "reaches": relating.REACHES,
        "leastReach": relating.LEAST_REACH,
        "mostReach": relating.MOST_REACH,
        "detour": relating.MOST_DETOUR,
        "round": relating.ROUND,
        "askew": relating.ASKEW,
        "crossing": relating.CROSSING,
        "meeting": relating.MEETING,
        "step": relating.STEP,
        "worse": relating.WORSE,
    }


def _of_marks() -> dict[str, Any]:
    """How high marks are, and what stands beside them, where something else keeps clear of them."""
    return {"doubt": SIZES.doubt, "bar": SIZES.bar, "dot": SIZES.dot}


def _of_pictures() -> dict[str, Any]:
    """By what sizes small pictures are placed."""
    return {
        "gap": picturing.GAP,
        "far": picturing.FAR,
        "clear": picturing.CLEAR,
        "curve": picturing.CURVE,
        "heights": picturing.HEIGHTS,
    }
