// Words of a chart where the reader's own style sheet spaces letters, which ours cannot take back:
// each then keeps the room it has, and its letters get narrower instead.

let pen = null;

/** Fit the words of a chart that is in the page into the room they have without such spacing. */
export function fitWords(svg) {
  for (const text of svg.querySelectorAll('text')) {
    const style = getComputedStyle(text);
    if (!parseFloat(style.letterSpacing) && !parseFloat(style.wordSpacing)) return; // nor has another
    pen ??= document.createElement('canvas').getContext('2d');
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const width = pen.measureText(text.textContent).width;
    if (width) text.setAttribute('textLength', width.toFixed(2));
    else text.removeAttribute('textLength');
    text.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
}

/** Do so for the still charts, once their letters are there. */
export async function fitStillWords() {
  await document.fonts.ready;
  document.querySelectorAll('figure svg').forEach(fitWords);
}
