/** The rows of the Firefox data as they ship (src/demo/data/firefox/README.md says what they are and whose). */
import { z } from 'zod';
import { readData } from '../read-data.ts';

const releaseRow = z.object({
  id: z.string(),
  product: z.string(),
  version: z.string(),
  channel: z.string(),
  release_date: z.string(),
});
const noteRow = z.object({
  id: z.int(),
  tag: z.string().optional(),
  note: z.string(),
  bug: z.int().optional(),
  created: z.string(),
  modified: z.string(),
  releases: z.array(z.string()),
});
const copyRow = z.object({ page: z.string(), key: z.string(), text: z.string(), comment: z.string().optional() });
const questionRow = z.object({
  id: z.int(),
  created_at: z.string(),
  title: z.string().optional(),
  body: z.string(),
  locale: z.string().optional(),
  topic: z.string().optional(),
  firefox_version: z.string().optional(),
  os: z.string().optional(),
});
const weekRow = z.object({ week: z.string(), questions: z.int() });
const shareRow = z.object({ day: z.string(), browser: z.string(), percent: z.number() });
const versionRow = z.object({ day: z.string(), version: z.string(), percent: z.number() });

const rivalReleaseRow = z.object({ browser: z.string(), version: z.string(), day: z.string() });
const positionRow = z.object({
  id: z.string().optional(),
  title: z.string(),
  position: z.string().optional(),
  rationale: z.string().optional(),
  description: z.string().optional(),
  url: z.string().optional(),
  issue: z.int().optional(),
  venues: z.array(z.string()).default([]),
});

export type ReleaseRow = z.output<typeof releaseRow>;
export type NoteRow = z.output<typeof noteRow>;
export type CopyRow = z.output<typeof copyRow>;
export type QuestionRow = z.output<typeof questionRow>;
export type WeekRow = z.output<typeof weekRow>;
export type ShareRow = z.output<typeof shareRow>;
export type VersionRow = z.output<typeof versionRow>;
export type RivalReleaseRow = z.output<typeof rivalReleaseRow>;
export type PositionRow = z.output<typeof positionRow>;

export interface FirefoxData {
  readonly releases: readonly ReleaseRow[];
  readonly notes: readonly NoteRow[];
  readonly copy: readonly CopyRow[];
  readonly questions: readonly QuestionRow[];
  readonly weeks: readonly WeekRow[];
  readonly share: readonly ShareRow[];
  readonly versions: readonly VersionRow[];
  /** Chrome by its calendar. */
  readonly rivalReleases: readonly RivalReleaseRow[];
  /** Edge and Safari by the first reading that counts a version. */
  readonly rivalVersions: readonly RivalReleaseRow[];
  readonly positions: readonly PositionRow[];
}

/** All of it, read and held against its schemas. @example const { questions } = await readFirefox(); */
export async function readFirefox(): Promise<FirefoxData> {
  const [releases, notes, copy, questions] = await Promise.all([
    readData('firefox/releases', releaseRow),
    readData('firefox/release-notes', noteRow),
    readData('firefox/site-copy', copyRow),
    readData('firefox/support-questions', questionRow),
  ]);
  const [weeks, share, versions, rivalReleases, rivalVersions, positions] = await Promise.all([
    readData('firefox/support-weekly', weekRow),
    readData('firefox/usage-share', shareRow),
    readData('firefox/version-share', versionRow),
    readData('firefox/rival-releases', rivalReleaseRow),
    readData('firefox/rival-versions', rivalReleaseRow),
    readData('firefox/standards-positions', positionRow),
  ]);
  return { releases, notes, copy, questions, weeks, share, versions, rivalReleases, rivalVersions, positions };
}
