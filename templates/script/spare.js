// Labels for which rows made of marks alone have room to spare; see `timeline/layout/spare.py`.

/**
 * The labels that find room in a lane, of those `wanted`, which come by their rank: { box, line,
 * event }, boxes [left, top, right, bottom] in px. `lines` are the lane's rows from the top:
 * { top, bottom, marks: [[left, right, event]] }; `labels` are the boxes of those that are there.
 */
export function spareLabels(lines, labels, wanted, { spareGap, laneBottom }) {
  if (!lines.length) return [];
  const [highest, lowest] = [lines[0].top - 1, lines[lines.length - 1].bottom + laneBottom];
  const taken = [...labels];
  const isClear = ([left, right], [from, to]) => right + spareGap <= from || to + spareGap <= left;
  return wanted.filter(({ box, event }) => {
    const [left, top, right, bottom] = box;
    if (top < highest || bottom > lowest) return false;
    const isFree = lines.every((line) => line.bottom <= top || line.top >= bottom
      || line.marks.every(([from, to, owner]) => owner === event || isClear([left, right], [from, to])))
      && taken.every((other) => other[3] <= top || other[1] >= bottom || isClear([left, right], [other[0], other[2]]));
    if (isFree) taken.push(box);
    return isFree;
  });
}
