import * as coco from "@coco/core";

// #region limits
const limiter = new coco.RateLimiter({ callsPerSecond: 1000 });

/** Stands in for a service that is busy at the first call. */
class Service {
  calls = 0;

  async translate(text: string): Promise<string> {
    this.calls += 1;
    if (this.calls === 1) throw Object.assign(new Error("try again later"), { status: 503 });
    return text.toUpperCase();
  }
}
const service = new Service();

const translate = coco.fn({ memo: true, deps: {} }, async function translate(text: string) {
  return coco.timeout({ seconds: 30 }, () =>
    coco.retryTransient(
      async ({ number }) => {
        await limiter.acquire();
        console.log(`  attempt ${number} for ${text}`);
        return service.translate(text);
      },
      { attempts: 4, initialDelay: 10 },
    ),
  );
});
// #endregion

// #region batch
const embed = coco.fn({ batching: true, memo: "app" }, async function embed(texts: string[]) {
  console.log(`  batch of ${texts.length}`);
  const bad = texts.find((text) => text.includes("?"));
  if (bad !== undefined) {
    throw new coco.RetryWithSmallerBatch("the service refused the batch", {
      cause: new Error(`"${bad}" has no vector`),
    });
  }
  return texts.map((text) => text.length);
});
// #endregion

const app = coco.app("Unreliable", async function main() {
  console.log(" ", await translate("tea"));
  const embedded = await Promise.allSettled(["one", "two", "what?", "four"].map((text) => embed(text)));
  console.log(
    " ",
    embedded.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason))),
  );
});
await app.update();
