import type { GraphReader } from "@coco/property-graph";
import { attendance, Meeting, Person, Task } from "./records.ts";

/** Who has been where and what is left to do, as lines of text: read from the graph in the words of the model, whatever the store. */
export async function reportOf<Connection>(graph: GraphReader<Connection>, connection: Connection): Promise<string[]> {
  const people = await graph.readNodes(connection, "Person", Person);
  const meetings = new Map((await graph.readNodes(connection, "Meeting", Meeting)).map((one) => [one.id, one]));
  const tasks = new Map((await graph.readNodes(connection, "Task", Task)).map((one) => [one.id, one]));
  const attended = await graph.readRelations(connection, "ATTENDED", {
    from: { Person },
    to: { Meeting },
    properties: attendance,
  });
  const assigned = await graph.readRelations(connection, "ASSIGNED_TO", { from: { Person }, to: { Task } });
  const lines = [`${meetings.size} meetings, ${people.length} people, ${tasks.size} tasks`];
  for (const { name } of people.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const met = attended.filter(({ from }) => from.key["name"] === name);
    const hosted = met.filter(({ properties }) => properties.isHost).length;
    const open = assigned
      .filter(({ from }) => from.key["name"] === name)
      .flatMap(({ to }) => tasks.get(String(to.key["id"])) ?? [])
      .filter(({ isDone }) => !isDone)
      .map(({ due, text }) => (due === null ? text : `${text} (${due})`))
      .sort();
    lines.push(
      `${name}: ${met.length} meetings, ${hosted} as host; to do: ${open.length === 0 ? "nothing" : open.join("; ")}`,
    );
  }
  return lines;
}
