import { readFileSync } from "node:fs";

/** Microseconds a row: of the clock, of this process, and of the server's, where the system tells. */
export interface Costs {
  readonly wall: number;
  readonly client: number;
  readonly server: number | undefined;
}

/** Measures work on so many rows. `server`: the process of the connections that do it, on this machine. */
export async function costsOf(rows: number, server: readonly number[], work: () => Promise<void>): Promise<Costs> {
  const [began, client, before] = [performance.now(), process.cpuUsage(), processorTime(server)];
  await work();
  const { system, user } = process.cpuUsage(client);
  const after = processorTime(server);
  return {
    wall: ((performance.now() - began) * 1_000) / rows,
    client: (user + system) / rows,
    server: before === undefined || after === undefined ? undefined : (after - before) / rows,
  };
}

/** Named as values of a report. */
export function asWork(what: string, { client, server, wall }: Costs): Record<string, number> {
  const known = { [`${what} us`]: wall, [`${what} client us`]: client };
  return server === undefined ? known : { ...known, [`${what} server us`]: server };
}

/** Processor time in microseconds, in steps of a hundredth of a second; only Linux tells it of other processes. */
function processorTime(processes: readonly number[]): number | undefined {
  try {
    return processes.reduce((sum, id) => {
      const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return sum + (Number(fields[11]) + Number(fields[12])) * 10_000;
    }, 0);
  } catch {
    return undefined;
  }
}
