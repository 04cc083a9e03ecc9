import { RunnerError } from "./runner-error.ts";

/** The `setup` of a pool failed in one of its threads. The thread is given up, and the next one tries again. */
export class SetupError extends RunnerError {
  static override readonly errorName: string = "SetupError";
}

/** A runner with something to be done once in each thread. */
interface WithSetup {
  readonly name: string;
  readonly setup: () => unknown;
}

const done = new WeakMap<object, Promise<void>>();

/** Runs the `setup` of a runner, unless this thread has done so. */
export async function setUpOnce(runner: unknown, caller: string): Promise<void> {
  if (!hasSetup(runner)) return;
  let setting = done.get(runner);
  if (setting === undefined) {
    setting = setUp(runner, caller);
    done.set(runner, setting);
  }
  await setting;
}

async function setUp(runner: WithSetup, caller: string): Promise<void> {
  try {
    await runner.setup();
  } catch (error) {
    throw new SetupError(
      `The setup of runner "${runner.name}" failed in a worker thread, before ${caller} could run: ${error instanceof Error ? error.message : String(error)}`,
      {
        code: "RUNNER_SETUP_FAILED",
        cause: error,
        hint: "See the cause. The next call tries again in a new thread.",
      },
    );
  }
}

function hasSetup(runner: unknown): runner is WithSetup {
  return (
    typeof runner === "object" &&
    runner !== null &&
    typeof (runner as { readonly setup?: unknown }).setup === "function"
  );
}
