/** About how many bytes a tracking record takes in the store. */
export function trackingBytes(tracking: unknown): number {
  if (typeof tracking === "string") return tracking.length;
  if (ArrayBuffer.isView(tracking)) return tracking.byteLength;
  if (typeof tracking !== "object" || tracking === null) return 8;
  const parts: readonly unknown[] =
    tracking instanceof Map
      ? [...tracking].flat()
      : tracking instanceof Set
        ? [...tracking]
        : Object.entries(tracking).flat();
  return parts.reduce<number>((sum, part) => sum + 1 + trackingBytes(part), 0);
}
