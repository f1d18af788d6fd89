/** PostgreSQL refuses to run as root: started by root it runs as nobody, who must be able to reach its files. */
import { chownSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { folderUnreachable } from '../failures.ts';

export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

const NOBODY = 65_534;
const MAY_ENTER_OTHERS = 0o001;

/** As whom the database runs: nobody when we are root, else ourselves. */
export function runAs(): RunAs {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/**
 * Gives the folder and all in it to that user.
 *
 * @throws `database.folder-unreachable` where a folder above it lets nobody in
 */
export function handOver(folder: string, { uid, gid }: RunAs): void {
  if (uid === undefined || gid === undefined) return;
  if (statSync(folder).uid === uid) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(path.join(folder, entry), uid, gid);
  chownSync(folder, uid, gid);
}

/** @throws `database.folder-unreachable` */
export function checkReachable(folder: string, { uid }: RunAs): void {
  if (uid === undefined) return;
  for (let parent = path.dirname(folder); ; parent = path.dirname(parent)) {
    const { mode, uid: owner } = statSync(parent);
    if (owner !== uid && (mode & MAY_ENTER_OTHERS) === 0) throw folderUnreachable({ folder, parent });
    if (parent === path.dirname(parent)) return;
  }
}
