export { askModel, llmOptions, type LlmOptions } from "./ask-model.ts";
export { chooseExtractor } from "./choose-extractor.ts";
export { EXTRACTOR, indexMeetings } from "./meeting-graph.ts";
export { reportOf } from "./report.ts";
