/** Sends a file as it is to an item; the only request that is not JSON. */
import { RequestProblem, Unreachable } from '../workspace/request.ts';

export interface UploadTarget {
  readonly slug: string;
  readonly itemId: string;
}

/** @throws `RequestProblem` or `Unreachable` */
export async function uploadFile({ slug, itemId }: UploadTarget, file: File): Promise<void> {
  const query = new URLSearchParams({ item: itemId, name: file.name });
  const response = await fetch(`/api/v1/files/attachments?${query.toString()}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      'content-type': file.type || 'application/octet-stream',
      'x-workspace': slug,
    },
    body: file,
  }).catch(() => {
    throw new Unreachable();
  });
  if (response.ok) return;
  const facts: Readonly<Record<string, unknown>> = await response.json().catch(() => ({}));
  throw new RequestProblem(facts, response.status);
}

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;
const STEP = 1000;

/** @example sizeText(1_250_000) // '1.3 MB' */
export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / STEP ** power;
  return `${power === 0 ? String(value) : value.toFixed(value < 10 ? 1 : 0)} ${UNITS[power] ?? 'B'}`;
}
