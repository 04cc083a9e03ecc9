export { ENGINE_PORT_VERSION, type EnginePort, installEngine, installedEngine, requireEngine } from "./engine-port.ts";
