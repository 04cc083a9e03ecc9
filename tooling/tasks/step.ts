/** Says what a step of a longer task has done, and how long it took. */
export async function step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await work();
  console.log(`• ${what} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}
