export type { Availability, ServiceKind } from "./service.ts";
export { type Proxy, startProxy } from "./proxy.ts";
export { ServiceError } from "./service-error.ts";
export { serviceNamed, serviceNames } from "./services.ts";
export { startService, type StartedService, type StartOptions } from "./start-service.ts";
