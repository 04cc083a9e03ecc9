import { CocoError } from "@coco/connectorkit";

/** A memoized function uses names of a function around it, so that its text does not say what it does. */
export class UntrackedClosureError extends CocoError {
  static override readonly errorName: string = "UntrackedClosureError";

  constructor(functionName: string, captured: readonly string[], place: string) {
    const names = captured.map((name) => `"${name}"`).join(", ");
    const example = captured.filter((name) =>
      /^(?!this$|arguments$|super$)[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name),
    );
    const deps = example.length === 0 ? "the values that matter" : `\`deps: { ${example.join(", ")} }\``;
    super(
      `The memoized function "${functionName}" (${place}) uses ${names} of the function around it: a change there would ` +
        "go unnoticed, and its results would be shared by every copy of it.",
      {
        code: "UNTRACKED_CLOSURE",
        hint: `Pass what it uses as arguments, or give fn ${deps} (\`deps: {}\` says that it does not matter).`,
      },
    );
  }
}
