/** Where uploaded files lie, for a backup; nowhere here where they are kept in S3. */
import path from 'node:path';
import type { Settings } from '../../platform/settings/index.ts';

/** @example filesFolderOf({ dataFolder: '/data', s3Url: undefined }) // '/data/files' */
export function filesFolderOf({ dataFolder, s3Url }: Pick<Settings, 'dataFolder' | 's3Url'>): string | undefined {
  return s3Url === undefined ? path.join(dataFolder, 'files') : undefined;
}
