/**
 * Who is meant by each name: "Ann" and "ann lee" are Ann Lee, if the notes know of one Ann only. Gives the full name of every name as it was written.
 */
export function resolvePeople(names: Iterable<string>): ReadonlyMap<string, string> {
  const written = [...new Set(names)].sort();
  const full = new Map<string, string>();
  for (const name of written) {
    const plain = name.trim().replaceAll(/\s+/g, " ");
    // Of several ways to write a name, the one with capitals: it sorts first.
    if (!full.has(plain.toLowerCase())) full.set(plain.toLowerCase(), plain);
  }
  const resolved = new Map<string, string>();
  for (const name of written) {
    const plain = name.trim().replaceAll(/\s+/g, " ").toLowerCase();
    const longer = [...full.keys()].filter((other) => other.startsWith(`${plain} `));
    resolved.set(name, full.get(longer.length === 1 ? (longer[0] as string) : plain) ?? name);
  }
  return resolved;
}
