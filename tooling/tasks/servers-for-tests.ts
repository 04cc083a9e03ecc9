import { serviceNamed, serviceNames } from "../services/src/index.ts";

/**
 * The servers that tests start, fetched once if need be; says where they came from, or what stands in for them and why.
 * Where the checks of a change run (CI=true) a stand-in, or none, is an error: what it cannot do would go untested.
 *
 * @returns variables for the tests: a result that was had with a stand-in is another one.
 */
export async function serversForTests(): Promise<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const name of serviceNames) {
    const started = performance.now();
    const found = await serviceNamed(name).find(process.env);
    const seconds = `(${((performance.now() - started) / 1000).toFixed(1)} s)`;
    variables[`COCO_TEST_${name.toUpperCase()}`] = found.kind;
    console.log(`• ${found.version}, from the ${found.origin} ${seconds}`);
    if (found.reason === undefined) continue;
    console.log(
      `    in place of a ${name} server: ${found.reason}. Tests that need a server are left out, and listed below.`,
    );
    if (process.env["CI"] === "true") {
      console.error(`\nerror: with CI=true every test runs, and there is no ${name} server: ${found.reason}`);
      process.exit(1);
    }
  }
  // Found once is found: tests that run side by side do not fetch, and have one answer.
  return { ...variables, COCO_SERVICES_DOWNLOAD: "never" };
}
