/** Whether `offset` lies between the two halves of a surrogate pair. */
export function isInsidePair(text: string, offset: number): boolean {
  return offset > 0 && offset < text.length && isLead(text.charCodeAt(offset - 1)) && isTrail(text.charCodeAt(offset));
}

/** The offset behind the code point that begins at `offset`; a lone surrogate counts as one. */
export function nextCodePoint(text: string, offset: number): number {
  return isInsidePair(text, offset + 1) ? offset + 2 : offset + 1;
}

/** Length in UTF-8 of the code point that begins at `offset`; a lone surrogate is written as U+FFFD, three bytes. */
export function utf8Length(text: string, offset: number): 1 | 2 | 3 | 4 {
  const unit = text.charCodeAt(offset);
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return isInsidePair(text, offset + 1) ? 4 : 3;
}

function isLead(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isTrail(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
