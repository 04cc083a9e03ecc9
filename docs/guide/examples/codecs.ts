import * as coco from "@coco/core";

// #region class
class Money {
  readonly cents: bigint;
  readonly currency: string;

  constructor(cents: bigint, currency: string) {
    this.cents = cents;
    this.currency = currency;
  }

  toString(): string {
    return `${this.cents / 100n} ${this.currency}`;
  }
}
// #endregion

// #region refused
const priceOf = coco.fn({ memo: true }, async function priceOf(item: string) {
  console.log(`  looking up ${item}`);
  return { item, price: new Money(1200n, "EUR") };
});

const app = coco.app("Prices", async function main() {
  const { price } = await priceOf("teapot");
  return price.toString();
});

const refused = await app.update({ failures: "report" });
for (const { error } of refused.failures) {
  if (coco.CocoError.isInstance(error)) console.log(`${error.message}\n${error.hint}`);
}
// #endregion

// #region codec
coco.registerCodec({
  name: "my-shop/Money",
  version: 1,
  type: Money,
  encode: ({ cents, currency }) => [cents, currency] as const,
  decode: ([cents, currency]) => new Money(cents, currency),
});

console.log(await app.update());
console.log(await app.update());
// #endregion
