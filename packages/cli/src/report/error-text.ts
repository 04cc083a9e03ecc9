import { CocoError } from "@coco/connectorkit";
import { userFrames } from "./user-frames.ts";

/** By name: an import of the whole module runs every lazy getter that it has. */
const { inspect } = process.getBuiltinModule("node:util");

/**
 * An error for a person: message, the line of the user's code that it came from, and hint. Of an error that is not coco's
 * own also its name, and all the lines that it came through. COCO_TRACE=1 shows everything.
 */
export function errorText(error: unknown): string {
  if (process.env["COCO_TRACE"] === "1") return inspect(error);
  if (!(error instanceof Error)) return `${inspect(error)} was thrown, which is no error object.`;
  const lines = [headOf(error)];
  if (CocoError.isInstance(error)) {
    const place = userFrames(error)[0];
    if (place !== undefined && !saysPlace(error.message, place)) lines.push(indent(place));
    if (error.hint !== undefined) lines.push(indent(error.hint));
  } else {
    lines.push(...userFrames(error).map(indent));
  }
  if (error instanceof AggregateError) lines.push(...error.errors.map((one) => indent(`- ${errorText(one)}`)));
  const cause = causeOf(error);
  if (cause !== undefined) lines.push(indent(`caused by: ${cause}`));
  return lines.join("\n");
}

/** Whether a message names the file and line that a frame shows, or those of another place. */
function saysPlace(message: string, frame: string): boolean {
  const file = /([^/\\( ]+):\d+:\d+\)?$/.exec(frame)?.[1];
  return file !== undefined && message.includes(`${file}:`);
}

/** The message alone, on one line. */
export function errorMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : inspect(error);
  return message.split("\n")[0] ?? "";
}

function headOf(error: Error): string {
  const message = error.message === "" ? "(no message)" : error.message;
  return CocoError.isInstance(error) ? message : `${error.name}: ${message}`;
}

/** The cause, where the message does not say it already. */
function causeOf(error: Error): string | undefined {
  const { cause } = error;
  if (cause === undefined || cause === null) return undefined;
  if (!(cause instanceof Error)) return inspect(cause);
  if (error.message.includes(cause.message) || CocoError.isInstance(error)) return undefined;
  return errorText(cause);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
