import { isMainThread } from "node:worker_threads";
import * as coco from "@coco/core";

// #region program
const pool = coco.workerPool({ name: "primes", size: 2 });

const countPrimes = coco.fn({ memo: true, runner: pool }, function countPrimes(limit: number) {
  let found = 0;
  for (let number = 2; number < limit; number++) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= number && prime; divisor++) prime = number % divisor !== 0;
    if (prime) found += 1;
  }
  return { limit, found, mainThread: isMainThread };
});

const app = coco.app("Primes", async function main() {
  return coco.map([1000, 2000], (limit) => countPrimes(limit));
});

console.log(await app.update());
await pool.close();
// #endregion
