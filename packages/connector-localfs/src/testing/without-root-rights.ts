const NOBODY = 65534;

/** Runs something as a user that permissions hold for: they do not for root, as which containers run tests. */
export async function withoutRootRights<T>(body: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return body();
  process.seteuid?.(NOBODY);
  try {
    return await body();
  } finally {
    process.seteuid?.(0);
  }
}
