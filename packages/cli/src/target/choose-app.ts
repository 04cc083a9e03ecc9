import type { AnyApp } from "../core-module.ts";
import { didYouMean } from "../did-you-mean.ts";
import { UsageError } from "../usage-error.ts";
import type { Project } from "./load-project.ts";

/** The one app that a TARGET means. Of several it must name one. */
export function chooseApp(project: Project): AnyApp {
  const { apps, displayFile, target } = project;
  const fitting = target.app === undefined ? apps : appsNamed(apps, target.app);
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) {
    const known = apps.map((app) => nameAmong(app, apps));
    refuseEnvironment(project, target.app ?? "");
    throw new UsageError(
      `${displayFile} defines no app "${target.app}".`,
      didYouMean(target.app ?? "", known) ?? `It defines: ${known.join(", ")}.`,
    );
  }
  const choices = fitting.map((app) => `\n  ${displayFile}:${nameAmong(app, apps)}`).join("");
  throw new UsageError(`${displayFile} defines ${fitting.length} apps; say which one:${choices}`);
}

/** Of NAME@ENVIRONMENT the name may be right. */
function refuseEnvironment({ apps, displayFile }: Project, wanted: string): void {
  const at = wanted.lastIndexOf("@");
  const name = wanted.slice(0, at);
  const named = apps.filter((app) => at >= 0 && (name === "" || app.name === name));
  if (named.length === 0) return;
  const environments = [...new Set(named.map(({ environment }) => environment.name))];
  const environment = wanted.slice(at + 1);
  throw new UsageError(
    `${displayFile} defines ${name === "" ? "no app" : `${name}, but not`} in an environment "${environment}".`,
    didYouMean(environment, environments) ??
      `It is in ${environments.join(", ")}: write ${displayFile}:${name}@${environments[0]}, or leave the environment out.`,
  );
}

/** The apps that a TARGET means: all of them where it names none. */
export function chooseAppsOf(project: Project): readonly AnyApp[] {
  const { apps, target } = project;
  if (target.app === undefined) return apps;
  const named = appsNamed(apps, target.app);
  return named.length === 0 ? [chooseApp(project)] : named;
}

/** Apps called `wanted`, read as a whole name first, then as NAME@ENVIRONMENT. */
function appsNamed(apps: readonly AnyApp[], wanted: string): readonly AnyApp[] {
  const named = apps.filter((app) => app.name === wanted);
  const at = wanted.lastIndexOf("@");
  if (named.length > 0 || at < 0) return named;
  const [name, environment] = [wanted.slice(0, at), wanted.slice(at + 1)];
  return apps.filter((app) => app.environment.name === environment && (name === "" || app.name === name));
}

/** An app's name, with its environment where the name alone does not tell. */
function nameAmong(app: AnyApp, apps: readonly AnyApp[]): string {
  const alone = apps.filter(({ name }) => name === app.name).length === 1;
  return alone ? app.name : `${app.name}@${app.environment.name}`;
}
