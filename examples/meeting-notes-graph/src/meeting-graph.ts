import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import type { NodeTarget, PropertyGraph, RelationTarget } from "@coco/property-graph";
import type { ExtractedMeeting, MeetingExtractor } from "./extractor.ts";
import { attendance, Meeting, Person, Task } from "./records.ts";
import { resolvePeople } from "./resolve-people.ts";
import { tellApart } from "./tell-apart.ts";

export const EXTRACTOR = coco.contextKey<MeetingExtractor>("meeting_extractor", { detectChange: true });

/** One meeting as it goes into the graph: whole, so that nothing of it is done again when others change. */
interface Notes extends ExtractedMeeting {
  readonly id: string;
  readonly file: string;
}

type People = NodeTarget<typeof Person>;
type Meetings = NodeTarget<typeof Meeting>;
type Tasks = NodeTarget<typeof Task>;

interface Targets {
  readonly people: People;
  readonly meetings: Meetings;
  readonly tasks: Tasks;
  readonly attended: RelationTarget<People, Meetings, typeof attendance>;
  // oxlint-disable-next-line typescript/no-empty-object-type -- relations without properties
  readonly decided: RelationTarget<Meetings, Tasks, {}>;
  // oxlint-disable-next-line typescript/no-empty-object-type -- relations without properties
  readonly assigned: RelationTarget<People, Tasks, {}>;
}

/** The whole application, for a graph of whatever store: `main` of an app calls it with a connector and the key of its connection. */
export async function indexMeetings<Connection>(
  graph: PropertyGraph<Connection>,
  database: coco.ContextKey<Connection>,
  { dir }: { readonly dir: string },
): Promise<void> {
  const people = await graph.mountNodes(database, "Person", Person);
  const meetings = await graph.mountNodes(database, "Meeting", Meeting);
  meetings.declareFtsIndex({ column: ["title", "summary"] });
  const tasks = await graph.mountNodes(database, "Task", Task);
  const attended = await graph.mountRelations(database, "ATTENDED", {
    from: people,
    to: meetings,
    properties: attendance,
  });
  const decided = await graph.mountRelations(database, "DECIDED", { from: meetings, to: tasks });
  const assigned = await graph.mountRelations(database, "ASSIGNED_TO", { from: people, to: tasks });

  // Who is meant by a name hangs on all notes: so they are read first, each file once for as long as it stays the same.
  const all = (await coco.map(localfs.walk(dir, { include: ["**/*.md"], exclude: [".*"] }), readNotes)).flat();
  const names = resolvePeople(
    all.flatMap(({ attendees, tasks: found }) => [...attendees, ...found.flatMap((one) => one.owners)]),
  );
  const notes = all.map((one) => withFullNames(one, names));
  await coco.mountEach(
    notes.map((one) => [[one.file, one.id], one] as const),
    declareMeeting,
    {
      people,
      meetings,
      tasks,
      attended,
      decided,
      assigned,
    },
  );
  // A person is of no one meeting: each is declared by itself, and the meetings refer to them.
  const persons = new Set(names.values());
  await coco.mountEach(
    [...persons].map((name) => [name, name] as const),
    declarePerson,
    people,
  );
}

const readNotes = coco.fn({ memo: true }, async function readNotes(file: coco.FileLike): Promise<readonly Notes[]> {
  const found = await extract(await file.text());
  const named = tellApart(found, ({ heldOn, title }) => `${heldOn} ${title}`);
  return named.map(([id, one]) => ({ ...one, id, file: file.path.relative }));
});

/** Remembered by the text alone: a file that is moved costs no second answer of a model. */
const extract = coco.fn({ memo: "app" }, async function extract(notes: string): Promise<readonly ExtractedMeeting[]> {
  return coco.useContext(EXTRACTOR).extract(notes);
});

const declareMeeting = coco.fn({ memo: true }, function declareMeeting(notes: Notes, targets: Targets) {
  const { assigned, attended, decided, meetings, people, tasks } = targets;
  const { attendees, file, heldOn, host, id, summary, title } = notes;
  const meeting = meetings.declareNode({ id, title, heldOn, file, summary });
  for (const name of new Set(attendees))
    attended.declareRelation(people.node({ name }), meeting, { isHost: name === host });
  for (const [taskId, { due, isDone, owners, text }] of tellApart(notes.tasks, (one) => `${id}: ${one.text}`)) {
    const task = tasks.declareNode({ id: taskId, text, due, isDone });
    decided.declareRelation(meeting, task);
    for (const name of new Set(owners)) assigned.declareRelation(people.node({ name }), task);
  }
});

const declarePerson = coco.fn({ memo: true }, function declarePerson(name: string, people: People) {
  people.declareNode({ name });
});

function withFullNames(notes: Notes, names: ReadonlyMap<string, string>): Notes {
  const full = (name: string): string => names.get(name) ?? name;
  return {
    ...notes,
    host: notes.host === null ? null : full(notes.host),
    attendees: notes.attendees.map(full),
    tasks: notes.tasks.map((task) => ({ ...task, owners: task.owners.map(full) })),
  };
}
