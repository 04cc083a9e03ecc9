/** What a program of this benchmark is told. */
export interface GraphTask {
  readonly url: string;
  readonly nodes: number;
}

/** Relations that go out of each node. */
export const DEGREE = 3;

export interface MeasuredNode {
  readonly id: number;
  readonly text: string;
  /** The nodes that its relations lead to. */
  readonly to: readonly number[];
}

/** Nodes and relations that are the same in every program, made before anything is measured. */
export function measuredNodes(count: number): readonly MeasuredNode[] {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % count;
  };
  return Array.from({ length: count }, (_, id) => {
    const to = new Set<number>();
    while (to.size < Math.min(DEGREE, count)) to.add(next());
    return { id, text: `node ${id}: ${"lorem ipsum dolor ".repeat(4)}`, to: [...to] };
  });
}

/** Milliseconds of the clock and of this process that work took. */
export async function timed(work: () => Promise<void>): Promise<{ readonly ms: number; readonly client: number }> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { system, user } = process.cpuUsage(before);
  return { ms: performance.now() - began, client: (user + system) / 1_000 };
}
