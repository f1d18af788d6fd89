/** What can go wrong with a file somebody gives us, one factory a cause. */
import { defineFailure } from '../failure/index.ts';

export const fileEmpty = defineFailure<{ field: string; name: string }>(
  'file.empty',
  422,
  'The file is empty',
  ({ name }) => `"${name}" holds nothing to read. Export it again and check that it has a header line and rows.`,
);
export const fileUnreadable = defineFailure<{ field: string; name: string; reason: string }>(
  'file.unreadable',
  422,
  'The file cannot be read',
  ({ name, reason }) => `"${name}" cannot be read: ${reason}. Give CSV, TSV, JSON, JSONL or XLSX.`,
);
export const fileTooLarge = defineFailure<{ field: string; limitBytes: number }>(
  'file.too-large',
  413,
  'The file is too large',
  ({ limitBytes }) =>
    `The file is larger than ${Math.floor(limitBytes / 1_048_576)} MB. Split it, or ask an admin to raise the limit.`,
);
export const fileNotFound = defineFailure<{ file: string }>(
  'file.not-found',
  404,
  'No such file',
  ({ file }) => `There is no file "${file}" here that you may see. It may have been removed.`,
);
export const archiveBroken = defineFailure<{ field: string; reason: string }>(
  'archive.broken',
  422,
  'The archive cannot be read',
  ({ reason }) => `The archive is not a whole Throughline export: ${reason}. Export the workspace again.`,
);
