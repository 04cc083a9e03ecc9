/**
 * Lets `work` go on and then closes what it used, whatever comes. An error of the work goes before one of closing, which
 * then goes to `log`.
 */
export async function closing<R>(
  close: () => Promise<void>,
  log: (line: string) => void,
  work: () => Promise<R>,
): Promise<R> {
  let result: R;
  try {
    result = await work();
  } catch (error) {
    await close().catch((second: unknown) => log(String(second)));
    throw error;
  }
  await close();
  return result;
}
