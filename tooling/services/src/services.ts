import { falkordb } from "./falkordb/falkordb.ts";
import { neo4j } from "./neo4j/neo4j.ts";
import { postgres } from "./postgres/postgres.ts";
import type { Service } from "./service.ts";
import { ServiceError } from "./service-error.ts";

const all: readonly Service[] = [postgres, neo4j, falkordb];

export const serviceNames: readonly string[] = all.map(({ name }) => name);

export function serviceNamed(name: string): Service {
  const service = all.find((one) => one.name === name);
  if (service === undefined)
    throw new ServiceError(`there is no service "${name}"; there are: ${serviceNames.join(", ")}`);
  return service;
}
