/** What a promise was rejected with. One that was not is a failure too, in words. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "it did not fail",
    (error: unknown) => error,
  );
}
