/** Whether a value is awaited to be had. */
export function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return (
    (typeof value === "object" || typeof value === "function") &&
    value !== null &&
    typeof (value as { then?: unknown }).then === "function"
  );
}

/** Goes on with a value at once, or when it is there: what is synchronous stays so. */
export function chain<T, R>(value: T | PromiseLike<T>, next: (value: T) => R): R | Promise<Awaited<R>> {
  return isPromise(value) ? (Promise.resolve(value).then(next) as Promise<Awaited<R>>) : next(value);
}
