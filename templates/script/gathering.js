// The row of what no other row has room for: boxes with a count, and what stands there alone, which
// is never counted; see `timeline/layout/gathering.py`.

/**
 * Candidates of a lane by places, whose `edges` are in px: { groups, alone, labelled }. A group is
 * { from, to, members }, in two places or more where the mark of one would meet what is beside it.
 */
export function gatheredIn(candidates, edges, { gap, markGap, clusterRow }) {
  const groups = apart(byPlace(candidates, edges), markGap);
  const alone = groups.filter(({ members }) => members.length === 1).map(({ members: [one] }) => one);
  const busy = new Map(groups.map((group) => [group, drawnExtent(group)]));
  const labelled = new Set();
  for (const one of [...alone].sort((a, b) => a.rank - b.rank)) {
    const own = groups.find(({ members }) => members.length === 1 && members[0] === one);
    const [start, end] = one.block;
    const isFree = [...busy].every(([group, [left, right]]) => group === own
      || right + (start < one.mark[0] ? gap : markGap) <= start || end + (end > one.mark[1] ? gap : markGap) <= left);
    if (!isFree || one.height > clusterRow) continue;
    busy.set(own, one.block);
    labelled.add(one.event);
  }
  return { groups: groups.filter(({ members }) => members.length > 1), alone, labelled };
}

function byPlace(candidates, edges) {
  const found = new Map();
  const middles = candidates.map((one) => [(one.mark[0] + one.mark[1]) / 2, one]);
  middles.sort(([a, one], [b, other]) => a - b || one.event - other.event);
  for (const [middle, one] of middles) {
    const after = edges.findIndex((edge) => edge > middle);
    const place = Math.max(0, (after < 0 ? edges.length - 1 : after) - 1);
    if (!found.has(place)) found.set(place, { from: edges[place], to: edges[place + 1], members: [] });
    found.get(place).members.push(one);
  }
  return [...found.values()];
}

/** Groups of which no single one's mark meets anything: it is joined to what is nearer. */
function apart(groups, markGap) {
  const meets = ([a, b], [c, d]) => a < d + markGap && c < b + markGap;
  for (;;) {
    const extents = groups.map(drawnExtent);
    const at = groups.findIndex(({ members }, n) => members.length === 1
      && extents.some((extent, other) => other !== n && meets(extents[n], extent)));
    if (at < 0) return groups;
    const before = at ? extents[at][0] - extents[at - 1][1] : Infinity;
    const after = at + 1 < groups.length ? extents[at + 1][0] - extents[at][1] : Infinity;
    const first = before <= after ? at - 1 : at;
    const [one, other] = groups.slice(first, first + 2);
    groups.splice(first, 2, { from: one.from, to: other.to, members: [...one.members, ...other.members] });
  }
}

/** What is drawn of a group: the mark of one, or its places. */
function drawnExtent({ from, to, members }) {
  return members.length === 1 ? members[0].mark : [from, to];
}
