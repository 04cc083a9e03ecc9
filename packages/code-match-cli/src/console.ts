import { createInterface } from "node:readline";
import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** What the command reads and writes, and the folder that it is called in. */
export interface Console {
  readonly folder: string;
  /** Writes a line of the answer. */
  print(line: string): void;
  /** Writes a line beside the answer. */
  note(line: string): void;
  /** Text of the answer in a colour, where it is shown in colours. */
  style(format: Format, text: string): string;
  /** Asks for a line; undefined when there are no more. */
  ask(question: string): Promise<string | undefined>;
  /** Ends asking. */
  close(): void;
}

/** The console of this process. NO_COLOR and FORCE_COLOR are honoured. */
export function processConsole(): Console {
  let lines: ReturnType<typeof createInterface> | undefined;
  let answers: AsyncIterator<string> | undefined;
  return {
    folder: process.cwd(),
    print: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    style: (format, text) => styleText(format, text, { stream: process.stdout }),
    async ask(question) {
      process.stderr.write(question);
      lines ??= createInterface({ input: process.stdin });
      answers ??= lines[Symbol.asyncIterator]();
      const { done, value } = await answers.next();
      return done === true ? undefined : value;
    },
    close: () => lines?.close(),
  };
}
