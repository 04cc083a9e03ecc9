import { Refusal } from "../server/refusal.ts";

/** Throws a refusal when a value is not what a field takes. `where` names the field. */
export type Check = (value: unknown, where: string) => void;

/**
 * Checks of every field that a type of the client's library has: one that is forgotten, or that the type does not have,
 * does not compile. So what the client can say is what is served, or refused by name.
 */
export type FieldsOf<T> = { readonly [Name in keyof Required<T>]: Check };

type Fields = Readonly<Record<string, Check>>;

function wrong(where: string, wanted: string, value: unknown): Refusal {
  const given =
    JSON.stringify(value, (_name, one: unknown) => (typeof one === "bigint" ? String(one) : one)) ?? "nothing";
  return new Refusal(400, `Format error in JSON body: ${where}: expected ${wanted}, got ${given.slice(0, 80)}`);
}

/** An object with these fields and no others, of which some must be there. `null` stands for a field that is not there. */
export function object<T>(fields: FieldsOf<T>, required: readonly (keyof T & string)[] = []): Check {
  return (value, where) => {
    if (!isObject(value)) throw wrong(where, "an object", value);
    for (const [name, one] of Object.entries(value)) {
      const check = Object.hasOwn(fields, name) ? (fields as Fields)[name] : undefined;
      if (check === undefined) throw new Refusal(400, `Format error in JSON body: ${where}: unknown field \`${name}\``);
      if (one !== null) check(one, `${where}.${name}`);
    }
    for (const name of required) {
      if (!Object.hasOwn(value, name)) {
        throw new Refusal(400, `Format error in JSON body: ${where}: missing field \`${name}\``);
      }
    }
  };
}

/** An object whose fields all take the same. */
export function mapOf(check: Check): Check {
  return (value, where) => {
    if (!isObject(value)) throw wrong(where, "an object", value);
    for (const [name, one] of Object.entries(value)) check(one, `${where}.${name}`);
  };
}

export function listOf(check: Check): Check {
  return (value, where) => {
    if (!Array.isArray(value)) throw wrong(where, "a list", value);
    for (const [index, one] of value.entries()) check(one, `${where}[${index}]`);
  };
}

/** What any of the checks takes. The message is that of the last one. */
export function anyOf(...checks: readonly Check[]): Check {
  return (value, where) => {
    for (const [index, check] of checks.entries()) {
      try {
        check(value, where);
        return;
      } catch (error) {
        if (index === checks.length - 1) throw error;
      }
    }
  };
}

export function oneOf<Value extends string>(...values: readonly Value[]): Check {
  return (value, where) => {
    if (!values.includes(value as Value)) throw wrong(where, `one of ${values.join(", ")}`, value);
  };
}

export const text: Check = (value, where) => {
  if (typeof value !== "string") throw wrong(where, "a string", value);
};

export const flag: Check = (value, where) => {
  if (typeof value !== "boolean") throw wrong(where, "true or false", value);
};

export const number: Check = (value, where) => {
  if (typeof value !== "number" && typeof value !== "bigint") throw wrong(where, "a number", value);
};

/** A whole number from `least` to `most`. */
export function whole(least = 0, most: number = Number.MAX_SAFE_INTEGER): Check {
  return (value, where) => {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      throw wrong(where, `a whole number from ${least} to ${most}`, value);
    }
  };
}

export const anything: Check = () => {};

/** A field that the service has and its stand-in does not: it is said, and never ignored. */
export const notServed: Check = (_value, where) => {
  throw new Refusal(501, `${where}: the stand-in does not serve this`);
};

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
