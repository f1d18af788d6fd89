/** What an exported workspace says of itself: the first entry of its archive. */
import { z } from 'zod';
import type { Database } from '../../platform/database/index.ts';
import type { FileStore } from '../../platform/file/index.ts';

export const FORMAT = 'throughline-workspace';
export const VERSION = 1;
/** Rows that go through memory together. */
export const ROWS_AT_ONCE = 500;
export const ARCHIVE_MS_MOST = 3_600_000;

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  version: z.int().max(VERSION),
  exportedAt: z.string(),
  workspace: z.object({ id: z.guid(), slug: z.string(), name: z.string(), timeZone: z.string() }),
  tables: z.array(z.object({ name: z.string(), rows: z.int(), sha256: z.string() })),
  files: z.array(z.object({ key: z.string(), sizeBytes: z.int() })),
});
export type Manifest = z.output<typeof manifestSchema>;

export interface ArchiveDesk {
  readonly database: Database;
  readonly files: FileStore;
}

/** Where the work happens: the workspace, and a folder of its own for what passes through. */
export interface Place {
  readonly workspaceId: string;
  readonly folder: string;
}
