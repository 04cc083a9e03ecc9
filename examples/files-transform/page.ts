const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A whole page around the HTML of a document. Its title is the first heading's text, else the file's name. */
export function pageOf(fileName: string, body: string): string {
  const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(body)?.[1]?.replaceAll(/<[^>]*>/g, "");
  const title = heading ?? fileName.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
</head>
<body>
${body.trimEnd()}
</body>
</html>
`;
}
