// `node test/make-samples.ts` makes the PDF files that the example comes with.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makePdf } from "./make-pdf.ts";

const samples = path.resolve(import.meta.dirname, "..", "pdf");
mkdirSync(path.join(samples, "reports"), { recursive: true });
writeFileSync(
  path.join(samples, "boats.pdf"),
  await makePdf([
    { title: "Boats of the Upper Lake Rowing Club" },
    {
      text: "The club keeps six boats in the shed at the north shore. Members who have passed the safety test may take any of them out between sunrise and sunset; guests row with a member.",
    },
    { section: "Before each outing" },
    {
      items: [
        "• Write your name and the boat into the log",
        "• Check the plugs and the oarlocks",
        "• Look at the wind: at more than four knots from the west, stay near the shore",
      ],
    },
    { section: "After each outing" },
    {
      text: "Rinse the hull with fresh water, dry it, and hang the oars in their rack. What is broken goes into the log, however small it is: somebody else will be out in that boat tomorrow.",
    },
  ]),
);
writeFileSync(
  path.join(samples, "reports", "season.pdf"),
  await makePdf(
    [
      { title: "Report of the season" },
      { section: "Spring" },
      { text: "Forty-one outings before May, more than in any year since the shed was built." },
      { section: "Summer" },
      { text: "The lake was low from July on. Two boats were moved to the southern jetty, where the water is deeper." },
      { newPage: true },
      { section: "Plans" },
      { items: ["1. New oars for the skiff", "2. A second rack", "3. A course for beginners in April"] },
    ],
    "Report, page",
  ),
);
