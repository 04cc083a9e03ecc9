/**
 * Ends the work of a component in a preview that runs nothing: it came to a memoized call whose result is stale. It is no
 * failure, and nothing is known of what the component would declare.
 */
export class StoppedAtMiss extends Error {
  constructor(functionName: string) {
    super(`The preview stopped at a call of ${functionName}, whose result is stale.`);
    this.name = "StoppedAtMiss";
  }
}
