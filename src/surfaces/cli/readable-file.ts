/** A file named on the command line, looked at before anything else happens. */
import { access, constants, stat } from 'node:fs/promises';
import { fileMissing } from './failures.ts';

/** @throws `file.not-readable` */
export async function readableFile(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw fileMissing({ field: 'file', file, reason: code });
  }
  if ((await stat(file)).isDirectory()) throw fileMissing({ field: 'file', file, reason: 'it is a folder' });
}
