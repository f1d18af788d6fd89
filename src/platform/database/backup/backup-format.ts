/**
 * What a backup holds, in this order: `head.json`; `tables/<n>-<name>/<part>` in PostgreSQL's COPY text, referred-to tables
 * before those that refer; `files/<path>`; `manifest.json` with the sum of each, whose absence shows an archive cut short.
 */
import { z } from 'zod';

export const FORMAT = 1;
export const HEAD = 'head.json';
export const MANIFEST = 'manifest.json';
export const FILES = 'files/';

const tableSchema = z.object({ name: z.string(), kind: z.enum(['tenant', 'global']), columns: z.array(z.string()) });
const contentSchema = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() });

export const headSchema = z.object({
  format: z.literal(FORMAT),
  version: z.string(),
  createdAt: z.string(),
  postgres: z.string(),
  /** False where uploaded files lie elsewhere (S3) and are backed up there. */
  withFiles: z.boolean(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(tableSchema),
});

export const manifestSchema = z.object({
  tables: z.array(contentSchema.extend({ rows: z.number() })),
  files: z.array(contentSchema),
});

export type BackupTable = z.infer<typeof tableSchema>;
export type Head = z.infer<typeof headSchema>;
export type Manifest = z.infer<typeof manifestSchema>;

const PART = /^tables\/\d{4}-([a-z_][a-z0-9_]*)\/\d{6}$/;

/** @example partName(3, 'item', 0) // 'tables/0003-item/000000' */
export function partName(tableIndex: number, table: string, part: number): string {
  return `tables/${String(tableIndex).padStart(4, '0')}-${table}/${String(part).padStart(6, '0')}`;
}

/** The table a part belongs to; undefined where the entry is no part. */
export function tableOfPart(entry: string): string | undefined {
  return PART.exec(entry)?.[1];
}
