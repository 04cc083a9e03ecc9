/** What notes say of one meeting. */
export interface ExtractedMeeting {
  readonly title: string;
  /** `2026-11-22`. */
  readonly heldOn: string;
  readonly summary: string;
  /** One of the attendees, or null. */
  readonly host: string | null;
  readonly attendees: readonly string[];
  readonly tasks: readonly ExtractedTask[];
}

export interface ExtractedTask {
  readonly text: string;
  readonly owners: readonly string[];
  /** `2026-11-22`, or null. */
  readonly due: string | null;
  readonly isDone: boolean;
}

/**
 * Finds the meetings in a file of notes. As a context value that detects changes it counts by its memo key: another extractor, or another model
 * behind it, reads all notes again.
 */
export interface MeetingExtractor {
  extract(notes: string): Promise<readonly ExtractedMeeting[]>;
}
