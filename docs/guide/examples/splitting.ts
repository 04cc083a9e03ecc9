// #region program
import { RecursiveSplitter } from "@coco/ops-text";

const code = `import os

class Account:
    """Money of one person."""

    def __init__(self, owner):
        self.owner = owner
        self.balance = 0

    # Puts money in.
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(amount)
        self.balance += amount
`;

const splitter = new RecursiveSplitter();
const chunks = await splitter.splitStructured(code, { chunkSize: 160, language: "python" });
for (const { start, end, breadcrumb, text } of chunks) {
  console.log(
    `lines ${start.line}-${end.line}, ${text.length} characters, in: ${breadcrumb.join(" > ") || "the file"}`,
  );
}
// #endregion program
