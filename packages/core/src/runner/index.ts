export { RunnerError } from "./runner-error.ts";
export { SerialRunner, serialRunner, type SerialRunnerOptions } from "./serial-runner.ts";
export { SetupError } from "./thread-setup.ts";
export { WorkerPool, workerPool, type WorkerPoolOptions } from "./worker-pool.ts";
