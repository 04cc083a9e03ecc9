/** The forms of a name that templates use. */
export interface TemplateNames {
  /** `my-db`: packages, files, stored names. */
  readonly name: string;
  /** `MyDb`: classes and prose. */
  readonly Name: string;
  /** `MY_DB`: codes of errors. */
  readonly NAME: string;
  /** `myDb`: functions and import names. */
  readonly ident: string;
}

/** @throws Error for a name that could not be that of a folder, a package and a class. */
export function templateNames(name: string): TemplateNames {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      `${JSON.stringify(name)} cannot be a name here: use small letters, digits and single hyphens, as in "my-db".`,
    );
  }
  const parts = name.split("-");
  const Name = parts.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join("");
  return { name, Name, NAME: parts.join("_").toUpperCase(), ident: Name.slice(0, 1).toLowerCase() + Name.slice(1) };
}

/** A text in which every `{{name}}`, `{{Name}}`, `{{NAME}}` and `{{ident}}` is replaced. */
export function fillTemplate(text: string, names: TemplateNames): string {
  return text.replaceAll(/\{\{(name|Name|NAME|ident)\}\}/g, (_whole, form: keyof TemplateNames) => names[form]);
}
