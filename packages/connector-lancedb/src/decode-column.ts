import { type ColumnType, type ScalarKind, Uuid } from "@coco/connectorkit";
import type * as Arrow from "apache-arrow";

type Decode = (value: unknown) => unknown;

/** How values of a column are read: as the record says where there is one, else as Arrow's type does. */
export function decodeColumn(arrow: typeof Arrow, type: Arrow.DataType, column: ColumnType | undefined): Decode {
  const { Type } = arrow;
  if (column?.kind === "json") return (value) => JSON.parse(value as string) as unknown;
  switch (type.typeId) {
    case Type.FixedSizeList:
      // A copy: the view keeps the whole batch in memory.
      return (value) => Float32Array.from(value as Iterable<number>);
    case Type.List: {
      const item = (type as Arrow.List).children[0]?.type as Arrow.DataType;
      const decode = decodeColumn(arrow, item, column?.kind === "list" ? { kind: column.item } : undefined);
      return (value) => Array.from(value as Iterable<unknown>, (each) => (each === null ? null : decode(each)));
    }
    case Type.Binary:
      return (value) => new Uint8Array(value as Uint8Array);
    case Type.Timestamp:
      return (value) => new Date(Number(value));
    case Type.Date:
      return (value) => new Date(Number(value)).toISOString().slice(0, 10);
    case Type.Int:
      return integer(column?.kind as ScalarKind | undefined);
    case Type.Utf8:
      return column?.kind === "uuid" ? (value) => Uuid.parse(value as string) : asIs;
    default:
      return asIs;
  }
}

function integer(kind: ScalarKind | undefined): Decode {
  if (kind === "bigint") return asIs;
  return (value) => {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  };
}

const asIs: Decode = (value) => value;
