export { type OpenedFolder, openFolder } from "./process/open-folder.ts";
export { type ServeHereOptions, serveQdrant, serveTurbopuffer } from "./process/serve-here.ts";
export type { ServiceOptions } from "./process/services.ts";
export { type StandIn, type StandInOptions, startQdrant, startTurbopuffer } from "./process/start.ts";
export type { Fault } from "./server/faults.ts";
export type { ServeOptions, Serving } from "./server/serve.ts";
