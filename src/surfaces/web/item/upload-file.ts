/** Sends a file as it is to an item. */
import { sendFile } from '../workspace/send-file.ts';

export interface UploadTarget {
  readonly slug: string;
  readonly itemId: string;
}

/** @throws `RequestProblem` or `Unreachable` */
export async function uploadFile({ slug, itemId }: UploadTarget, file: File): Promise<void> {
  const query = new URLSearchParams({ item: itemId, name: file.name });
  await sendFile(slug, `/api/v1/files/attachments?${query.toString()}`, file);
}

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;
const STEP = 1000;

/** @example sizeText(1_250_000) // '1.3 MB' */
export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / STEP ** power;
  return `${power === 0 ? String(value) : value.toFixed(value < 10 ? 1 : 0)} ${UNITS[power] ?? 'B'}`;
}
