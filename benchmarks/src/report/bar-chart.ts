/** One group of bars: a phase, with a bar for each program. */
export interface BarGroup {
  readonly label: string;
  readonly bars: readonly { readonly label: string; readonly value: number }[];
}

const WIDTH = 860;
const LABEL_WIDTH = 250;
const VALUE_WIDTH = 90;
const BAR_HEIGHT = 16;
const GROUP_GAP = 18;
const HEADER = 66;
const COLOURS = ["#4c78a8", "#f58518", "#54a24b", "#b279a2", "#e45756", "#72b7b2", "#9d755d", "#bab0ac"];

/**
 * Horizontal bars on a logarithmic scale, as SVG: what is compared differs by factors of hundreds. A bar starts at a power
 * of ten below the least value, so lengths compare factors, not amounts.
 */
export function barChart(title: string, unit: string, groups: readonly BarGroup[]): string {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value)).filter((value) => value > 0);
  const low = 10 ** Math.floor(Math.log10(Math.min(...values) / 1.5));
  const high = Math.max(...values);
  const room = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
  const length = (value: number): number =>
    value <= low ? 0 : (room * Math.log10(value / low)) / Math.log10(high / low);
  const names = [...new Set(groups.flatMap(({ bars }) => bars.map(({ label }) => label)))];
  const lines: string[] = [];
  let y = HEADER;
  for (let tick = low; tick <= high; tick *= 10) {
    const x = round(LABEL_WIDTH + length(tick));
    lines.push(`<line x1="${x}" y1="${HEADER - 6}" x2="${x}" y2="100%" stroke="#ddd"/>`);
    lines.push(`<text x="${x}" y="${HEADER - 10}" fill="#777" text-anchor="middle">${amount(tick)}</text>`);
  }
  for (const { label, bars } of groups) {
    lines.push(`<text x="8" y="${y + 12}" font-weight="bold">${escape(label)}</text>`);
    for (const bar of bars) {
      y += BAR_HEIGHT;
      const colour = COLOURS[names.indexOf(bar.label) % COLOURS.length] ?? "#888";
      const end = round(length(bar.value));
      lines.push(`<text x="${LABEL_WIDTH - 8}" y="${y + 12}" text-anchor="end">${escape(bar.label)}</text>`);
      lines.push(`<rect x="${LABEL_WIDTH}" y="${y + 2}" width="${end}" height="${BAR_HEIGHT - 4}" fill="${colour}"/>`);
      lines.push(`<text x="${LABEL_WIDTH + end + 6}" y="${y + 12}">${amount(bar.value)}</text>`);
    }
    y += BAR_HEIGHT + GROUP_GAP;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="8" y="20" font-size="15" font-weight="bold">${escape(title)}</text>`,
    `<text x="8" y="36" fill="#777">${escape(unit)}, logarithmic scale, less is better</text>`,
    ...lines,
    "</svg>",
    "",
  ].join("\n");
}

/** Three figures, as a reader would write them. */
export function amount(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

function round(value: number): number {
  return Number(value.toFixed(1));
}

function escape(text: string): string {
  return text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;");
}
