/** The folder of the data: made where it is not there yet, and refused in a sentence where it cannot be used. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { defineFailure } from '../failure/index.ts';

export const folderUnusable = defineFailure<{ folder: string; reason: string }>(
  'data.folder-unusable',
  503,
  'The data folder cannot be used',
  ({ folder, reason }) =>
    `The data folder ${folder} cannot be used: ${reason}. Let the user who runs Throughline write there, or set THROUGHLINE_DATA to another folder.`,
);

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write to it',
  EPERM: 'this user may not write to it',
  EROFS: 'it lies on a file system that cannot be written',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'a part of its path is a file',
  ENOSPC: 'the disk is full',
};

/**
 * The folder's whole path, once it is there and can be written.
 *
 * @throws `data.folder-unusable`
 * @example openDataFolder('./data') // '/srv/throughline/data'
 */
export function openDataFolder(dataFolder: string): string {
  const folder = path.resolve(dataFolder);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw folderUnusable({ folder, reason: REASONS[code] ?? code });
  }
  return folder;
}
