/** Whether `offset` lies between the two halves of a surrogate pair. */
export function isInsidePair(text: string, offset: number): boolean {
  return offset > 0 && offset < text.length && isLead(text.charCodeAt(offset - 1)) && isTrail(text.charCodeAt(offset));
}

/** The offset behind the code point that begins at `offset`; a lone surrogate counts as one. */
export function nextCodePoint(text: string, offset: number): number {
  return isInsidePair(text, offset + 1) ? offset + 2 : offset + 1;
}

function isLead(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isTrail(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
