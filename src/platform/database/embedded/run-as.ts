/** PostgreSQL refuses to run as root: started by root it runs as nobody, who must be able to reach its files. */
import { chownSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { folderUnreachable } from '../failures.ts';

export interface RunAs {
  /** Absent: as ourselves. */
  readonly uid?: number;
  readonly gid?: number;
  /** Puts the given up rights in front of a program, where nobody could not otherwise reach it. */
  readonly through?: readonly string[];
}

const NOBODY = 65_534;
const MAY_ENTER_OTHERS = 0o001;
const SETPRIV = '/usr/bin/setpriv';
/** Linux capabilities that let a process enter folders that are closed to it, the lesser first. */
const ENTERING = [
  { name: 'dac_read_search', bit: 2n },
  { name: 'dac_override', bit: 1n },
] as const;

/**
 * As whom the database runs: ourselves; or, started by root, nobody. Where a folder above its files is closed to nobody
 * (a checkout in /root), it keeps the one right to enter it.
 *
 * @throws `database.folder-unreachable` where that cannot be done either
 */
export function runAs(places: readonly string[], isRoot = process.getuid?.() === 0): RunAs {
  if (!isRoot) return {};
  for (const place of places) {
    const parent = closedParent(place);
    if (parent === undefined) continue;
    const through = enteringAnyway();
    if (through === undefined) throw folderUnreachable({ folder: place, parent });
    return { uid: NOBODY, gid: NOBODY, through };
  }
  return { uid: NOBODY, gid: NOBODY };
}

function closedParent(place: string): string | undefined {
  for (let parent = path.dirname(place); ; parent = path.dirname(parent)) {
    const { mode, uid } = statSync(parent);
    if (uid !== NOBODY && (mode & MAY_ENTER_OTHERS) === 0) return parent;
    if (parent === path.dirname(parent)) return undefined;
  }
}

function enteringAnyway(): readonly string[] | undefined {
  if (!existsSync(SETPRIV)) return undefined;
  const held = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  const right = ENTERING.find(({ bit }) => (held >> bit) & 1n);
  if (right === undefined) return undefined;
  const only = `-all,+${right.name}`;
  return [
    SETPRIV,
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    '--clear-groups',
    `--inh-caps=${only}`,
    `--ambient-caps=${only}`,
    `--bounding-set=${only}`,
  ];
}

export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly owner: { readonly uid?: number; readonly gid?: number };
}

/** How to start a program as that user. */
export function commandAs({ through, ...owner }: RunAs, program: string, parameters: readonly string[]): Command {
  const [first, ...rest] = through ?? [];
  if (first === undefined) return { program, arguments: parameters, owner };
  return { program: first, arguments: [...rest, program, ...parameters], owner: {} };
}

/** Gives the folder and all in it to that user. */
export function handOver(folder: string, { uid, gid }: RunAs): void {
  if (uid === undefined || gid === undefined) return;
  if (statSync(folder).uid === uid) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(path.join(folder, entry), uid, gid);
  chownSync(folder, uid, gid);
}
