/** The bytes that are in use in this process, inside and outside of the heap, when what nobody uses has been freed. */
export async function heapBytes(): Promise<number> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("The process has to be started with --expose-gc.");
  // What has ended by now is freed with the second.
  for (let times = 0; times < 2; times++) {
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
  const { external, heapUsed } = process.memoryUsage();
  return heapUsed + external;
}
