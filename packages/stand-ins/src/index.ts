export { type StandIn, type StandInOptions, startQdrant, startTurbopuffer } from "./process/start.ts";
export type { Fault } from "./server/faults.ts";
