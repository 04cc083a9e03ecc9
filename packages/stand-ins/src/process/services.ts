import { QdrantService } from "../qdrant/qdrant-service.ts";
import type { Service } from "../server/service.ts";
import { TurbopufferService } from "../turbopuffer/turbopuffer-service.ts";

/** What can be stood in for. */
export type StandInName = "qdrant" | "turbopuffer";

export interface ServiceOptions {
  readonly maxRequestBytes?: number;
}

const makers: Readonly<Record<StandInName, (options: ServiceOptions) => Service>> = {
  qdrant: (options) => new QdrantService(options),
  turbopuffer: (options) => new TurbopufferService(options),
};

export const standInNames: readonly StandInName[] = Object.keys(makers) as StandInName[];

export function makeService(name: StandInName, options: ServiceOptions): Service {
  return makers[name](options);
}
