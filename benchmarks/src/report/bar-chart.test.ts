import { describe, expect, it } from "vitest";
import { amount, barChart } from "./bar-chart.ts";

const widths = (svg: string) =>
  [...svg.matchAll(/<rect x="250"[^>]* width="([\d.]+)"/gu)].map(([, width]) => Number(width));

describe("a bar chart", () => {
  it("gives equal factors equal lengths", () => {
    const bars = [1, 10, 100].map((value) => ({ label: `n${value}`, value }));
    const [one, ten, hundred] = widths(barChart("t", "ms", [{ label: "g", bars }]));
    expect((ten as number) - (one as number)).toBeCloseTo((hundred as number) - (ten as number), 0);
  });

  it("keeps a program's colour from group to group, and escapes what it is given", () => {
    const group = (label: string) => ({ label, bars: [{ label: "a<b", value: 2 }] });
    const svg = barChart("x & y", "ms", [group("one"), group("two")]);
    expect(new Set([...svg.matchAll(/fill="(#\w{6})"\/>/gu)].map(([, fill]) => fill)).size).toBe(1);
    expect(svg).toContain("a&lt;b");
    expect(svg).toContain("x &amp; y");
  });

  it("writes amounts with three figures", () => {
    expect([0.01234, 1.5, 27.25, 1234.6].map(amount)).toEqual(["0.0123", "1.5", "27.3", "1,235"]);
  });
});
