export { ENGINE_PORT_VERSION, type EnginePort, installEngine, installedEngine, requireEngine } from "./engine-port.ts";
export { EngineError } from "./engine-error.ts";
