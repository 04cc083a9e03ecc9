import { type ResolvedRecord, type StableKey, Uuid } from "@coco/connectorkit";

/** The key of a row from the texts of its columns, as Postgres writes them. */
export function keyOfTexts(record: ResolvedRecord, texts: readonly string[]): StableKey {
  const parts = record.primaryKey.map((name, index) => {
    const kind = record.columns.find((column) => column.name === name)?.type.kind ?? "";
    return keyPart(kind, texts[index] as string);
  });
  return parts.length === 1 ? (parts[0] as StableKey) : parts;
}

function keyPart(kind: string, text: string): StableKey {
  switch (kind) {
    case "int":
      return Number(text);
    case "bigint":
      return BigInt(text);
    case "boolean":
      return text === "true" || text === "t";
    case "bytes":
      return Uint8Array.from(Buffer.from(text.replace(/^\\x/, ""), "hex"));
    case "uuid":
      return Uuid.parse(text);
    default:
      return text;
  }
}
