/** How good a stand-in is: the server itself, an engine in a process of ours that speaks its language, or none at all. */
export type ServiceKind = "embedded" | "none" | "server";

/** A server that can be run here, or what is in its place. */
export interface Availability {
  readonly kind: ServiceKind;
  /** "PostgreSQL 16.14 with pgvector 0.8.5". */
  readonly version: string;
  /** Where it came from: "cache", "Python package index", "this repository's dependencies". */
  readonly origin: string;
  /** Why it is not the server itself, if it is not. */
  readonly reason?: string;
  /** What {@link Service.run} needs to start it. */
  readonly place: string;
}

/** What watches over a server has in hand. */
export interface RunningServer {
  /** How clients reach it. */
  readonly url: string;
  /** Ends it at once, as a power cut would. The data stay. */
  kill(): Promise<void>;
  /** Ends it in good order. The data stay. */
  stop(): Promise<void>;
}

/** One kind of server: how it is had, and how it is run. */
export interface Service {
  readonly name: string;
  /** Its data stand in memory where the system has a folder for that: they outlive the server, and not the machine. Default: on disk. */
  readonly inMemory?: boolean;
  /** Finds the server, fetching it if it is not in the cache; what is in its place says why. */
  find(environment: NodeJS.ProcessEnv): Promise<Availability>;
  /** Starts it on data in `folder`, which is empty at first. `port`: the one to take again after it was ended. */
  run(availability: Availability, folder: string, port: number | undefined): Promise<RunningServer>;
}
