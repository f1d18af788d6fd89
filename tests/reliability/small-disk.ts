/** A disk of a few megabytes, where this machine lets us have one, and a file that fills it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../database/test-server.ts';

const MEGABYTE = 1_048_576;
const SMALLEST = 4096;

export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room there is. */
  fill(): void;
  makeRoom(): void;
  remove(): void;
}

/** A disk in memory; undefined where only an administrator may have one. */
export function smallDisk(megabytes: number): SmallDisk | undefined {
  const folder = temporaryFolder('small');
  if (!mounts(folder, megabytes)) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  chmodSync(folder, 0o755);
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fill: () => fillWith(filler),
    makeRoom: () => rmSync(filler, { force: true }),
    remove: () => {
      execFileSync('/bin/umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mounts(folder: string, megabytes: number): boolean {
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function fillWith(file: string): void {
  const handle = openSync(file, 'a');
  try {
    for (let bytes = MEGABYTE; bytes >= SMALLEST; bytes /= 2) writeWhile(handle, Buffer.alloc(bytes, 1));
  } finally {
    closeSync(handle);
  }
}

function writeWhile(handle: number, block: Buffer): void {
  try {
    while (writeSync(handle, block) === block.length);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
