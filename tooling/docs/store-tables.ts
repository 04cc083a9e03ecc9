import type { TargetDeclaration } from "../../packages/connectorkit/src/index.ts";
import type { Declared } from "./declarations.ts";

const kinds = [
  "string",
  "int",
  "bigint",
  "float",
  "boolean",
  "bytes",
  "timestamp",
  "date",
  "uuid",
  "json",
  "list",
  "vector",
  "multiVector",
  "sparseVector",
] as const;

const runs = { embedded: "in the app's process", server: "a server of yours", service: "a service" } as const;

const capabilities: readonly (readonly [keyof TargetDeclaration["keeps"], string])[] = [
  ["additiveInPlace", "a new column that may be empty leaves the rows as they are"],
  ["managedByUser", "writes into one that somebody else looks after"],
  ["foundContainers", "finds one that it did not make, and adopts or replaces it if told so"],
  ["lostContainers", "makes one anew that was removed behind its back"],
];

/** The tables of the page on choosing a store, as Markdown. */
export function storeTables(declared: readonly Declared[]): string {
  const link = ({ declaration, name }: Declared): string => `[${declaration.system}](${name}.md)`;
  const overview = table(
    ["store", "runs", "holds", "vectors compared by", "text searched by", "beside the rows"],
    declared.map((one) => {
      const { attachments, distances, fullText, holds, runs: places } = one.declaration;
      return [
        link(one),
        places.map((one) => runs[one]).join(", "),
        holds,
        distances.join(", "),
        fullText,
        Object.values(attachments).join("; "),
      ];
    }),
  );
  const columns = table(
    ["column", ...declared.map(link)],
    kinds.map((kind) => [`\`${kind}()\``, ...declared.map(({ declaration }) => holdsKind(declaration, kind))]),
  );
  const behaviour = table(
    ["", ...declared.map(link)],
    [
      ["of a batch that breaks off is there", ...declared.map(({ declaration }) => declaration.batch)],
      ...capabilities.map(([capability, words]) => [
        words,
        ...declared.map(({ declaration }) => (declaration.keeps[capability] === true ? "yes" : "")),
      ]),
      [
        "its tests ran against",
        ...declared.map(({ declaration }) => (declaration.testedAgainst === "itself" ? "itself" : "a stand-in")),
      ],
    ],
  );
  const reasons = declared.flatMap(({ declaration: { keeps, refusedKinds, system } }) =>
    [...Object.entries(keeps), ...Object.entries(refusedKinds)].flatMap(([what, reason]) =>
      reason === true ? [] : [`- ${system}, ${what}: ${reason}`],
    ),
  );
  return [
    "## At a glance",
    overview,
    "## Columns",
    columns,
    "## What they do",
    behaviour,
    ...(reasons.length === 0 ? [] : ["Where there is no yes:", reasons.join("\n")]),
  ].join("\n\n");
}

function holdsKind({ keeps, refusedKinds, vectors }: TargetDeclaration, kind: (typeof kinds)[number]): string {
  if (keeps.columns !== true || refusedKinds[kind] !== undefined) return "";
  const isVector = kind === "vector" || kind === "multiVector" || kind === "sparseVector";
  return !isVector || vectors.includes(kind) ? "yes" : "";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n").replaceAll(/ {2,}\|/g, " |");
}
