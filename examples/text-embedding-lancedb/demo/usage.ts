export const USAGE: string = `Usage: npm run demo [-- FOLDER "question"]

Indexes the Markdown files in FOLDER, where they are, and answers the question from them. Without a folder: indexes a
copy of this repository's documents, asks them a question, edits one, and shows what each further run does.`;
