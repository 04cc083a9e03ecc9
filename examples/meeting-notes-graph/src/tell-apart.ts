/** The same items, each with a name of its own: one that was there before has a number, `order cups (2)`. */
export function tellApart<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): readonly (readonly [name: string, item: T])[] {
  const taken = new Set<string>();
  return items.map((item) => {
    const wanted = nameOf(item);
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted} (${number})`;
    taken.add(name);
    return [name, item];
  });
}
