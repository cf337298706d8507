// Events before they have a row, in any window: what their marks cover there, and where their
// labels would stand, as `timeline/layout/labels.py` has it for the whole span. What begins
// before the window is taken to begin at its edge.

/**
 * The events of which something is in a window [start, end]: { one, middle, mark, own }, the
 * extents in px of the plot, cut at the band's edges; the middle is that of the whole mark.
 */
export function seenIn([start, end], { events, width, sizes }) {
  const perMs = width / (end - start);
  const cut = (px) => Math.min(Math.max(px, -sizes.edge), width + sizes.edge);
  const extent = ([first, last, left, right]) => [(first - start) * perMs + left, (last - start) * perMs + right];
  const seen = [];
  for (const one of events) {
    const mark = extent(one.mark);
    if (mark[1] <= 0 || mark[0] >= width) continue;
    const own = one.own ? extent(one.own) : mark;
    // Where its own date is outside, the first account of it that is not has the label.
    const isIn = ([left, right]) => right > 0 && left < width;
    const held = [own, ...(one.accounts ?? []).map(extent)].find(isIn) ?? mark;
    const middle = (mark[0] + mark[1]) / 2;
    seen.push({ one, middle, mark: mark.map(cut), own: [atEdge(held[0], sizes), cut(held[1])] });
  }
  return seen;
}

/** Where a label begins whose mark begins at `px`: at the window's edge if that is before. */
function atEdge(px, { edge, beyond }) {
  return px < -edge - 0.5 ? -beyond : Math.max(px, -edge);
}

/** The label above a mark in a roomy row. */
export function labelAbove(seen, { width, sizes }) {
  const { roomy: { lines, width: wide }, over, weight } = seen.one;
  return labelOver(seen, width, sizes, { lines, wide, stance: over, size: weight.label });
}

/** The same that ends where the mark ends; null if it is no other, or has no room. */
export function labelTurned({ one, own: [left, right] }, label, { sizes }) {
  const wide = label.extent[1] - label.extent[0];
  if (label.extent[0] !== left || wide <= right - left || right - wide < -sizes.beyond) return null;
  return labelAt(right - wide, 'end', one, { ...label, wide });
}

/** From where a mark begins, or to where it ends, or to the band's edge. */
function labelOver({ one, own: [left, right] }, width, sizes, letters) {
  const [least, most] = [-sizes.beyond, width + sizes.beyond];
  const { wide } = letters;
  if (left + wide > most && right - wide >= least) return labelAt(right - wide, 'end', one, letters);
  return labelAt(left + wide <= most ? left : Math.max(least, most - wide), 'start', one, letters);
}

/** The label beside a mark, or above it as in a roomy row if that takes less height. */
export function labelFlat(seen, layout) {
  const found = labelBeside(seen, layout);
  return found.stance.height <= seen.one.flat.height ? found : labelOverLow(seen, layout);
}

/** The label above a mark in a low row, in lines as long as in a roomy one. */
function labelOverLow(seen, { width, sizes }) {
  const { one } = seen;
  const wide = one.roomy.width * sizes.compactLabel / one.weight.label;
  return labelOver(seen, width, sizes, { lines: one.roomy.lines, wide, stance: one.flat, size: sizes.compactLabel });
}

/** The label to the right of a mark, to the left if there is no room, or else above it. */
export function labelBeside(seen, layout) {
  const { one, mark: [left, right] } = seen;
  const { width, sizes } = layout;
  const { compact: { lines, width: wide }, beside, above } = one;
  const [least, most, apart] = [-sizes.beyond, width + sizes.beyond, sizes.beside];
  const letters = { lines, wide, size: sizes.compactLabel };
  if (right + apart + wide <= most) {
    return labelAt(right + apart, 'start', one, { ...letters, stance: beside });
  }
  if (left - apart - wide >= least) {
    return labelAt(left - apart - wide, 'end', one, { ...letters, stance: beside });
  }
  const x = Math.min(Math.max(least, left), most - wide);
  return one.flat.height < above.height ? labelOverLow(seen, layout) : labelAt(x, 'start', one, { ...letters, stance: above });
}

/** A label from `x` on: its text hangs at that end, or at the other where it is read from there. */
function labelAt(x, side, { isFromRight }, { lines, wide, stance, size }) {
  const anchor = side === 'end' || (isFromRight && lines.length > 1) ? 'right' : 'left';
  return { x: anchor === 'right' ? x + wide : x, anchor, extent: [x, x + wide], lines, stance, size };
}

/** What two extents cover together. */
export function union([a, b], [c, d]) {
  return [Math.min(a, c), Math.max(b, d)];
}
