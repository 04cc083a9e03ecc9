import { nameOf } from "../deadline/current-deadline.ts";
import type { Scope } from "../internal/scope.ts";
import type { SharedCall } from "./function-memos.ts";

/**
 * Waits for a call that several may wait for. A caller whose own time is over stops waiting alone while the call has
 * time left (rule M5); its component does not end before the call, so that nothing runs on behind its back.
 */
export function waitForShared({ deadline: shared, outcome }: SharedCall, scope: Scope): Promise<unknown> {
  const { component, deadline } = scope;
  if (deadline === undefined) return outcome;
  return new Promise((resolve, reject) => {
    const stop = deadline.onPassed(() => {
      if (shared?.passed) return; // the call is out of time too, and will say so
      component?.children.begin();
      const end = (): void => component?.children.end();
      outcome.then(end, end);
      reject(deadline.error(nameOf(scope)));
    });
    outcome.then(resolve, reject).finally(stop);
  });
}
