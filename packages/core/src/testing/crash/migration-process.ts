import type { Database } from "better-sqlite3";
import { migrations } from "../../store/migrations/index.ts";
import { openForWriting } from "../../store/sqlite/open-database.ts";
import { Instants } from "./instants.ts";

// A process of its own: brings a store up to date, and is killed at the n-th instant (0: never). Prints the instants.
const [file = "", at = "0"] = process.argv.slice(2);
const instants = new Instants(Number(at), `${file}.killed-at`);

const steps = migrations.map(({ apply, version }) => ({
  version,
  apply(database: Database): void {
    instants.pass("before a step");
    apply(oneByOne(database));
    instants.pass("after a step, before its end");
  },
}));

/** The same database, which executes statements one by one, each followed by an instant. */
function oneByOne(database: Database): Database {
  return new Proxy(database, {
    get(target, name) {
      if (name !== "exec") return Reflect.get(target, name, target) as unknown;
      return (text: string) => {
        for (const statement of text.split(";").filter((one) => one.trim() !== "")) {
          target.exec(statement);
          instants.pass("between two statements");
        }
        return database;
      };
    },
  });
}

instants.pass("before it is opened");
openForWriting(file, steps).close();
process.stdout.write(String(instants.passed.length));
