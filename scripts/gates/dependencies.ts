/**
 * What we depend on: under permissive licences, MPL-2.0 only for tools that do not ship; and a lock file that npm accepts on
 * every platform.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { missingEntries } from '../setup/complete-lock.mjs';
import { type Gate, verdict } from './gate.ts';

const SHIPS = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
]);
const FOR_TOOLS = new Set([...SHIPS, 'MPL-2.0']);

/** Compiles the style sheets when the web is built; npm marks its binaries as merely optional. */
const BUILD_TOOL = /lightningcss/;

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      resolved: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

export const dependencies: Gate = {
  name: 'dependencies',
  watches: 'permissive licences (tools may be MPL-2.0); a lock file that is complete and names no download address',
  async run(root) {
    const lock = lockSchema.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));
    const packages = Object.entries(lock.packages).filter(([place]) => place !== '');
    const findings = packages.flatMap(([place, entry]) => {
      const isTool = entry.dev === true || entry.devOptional === true || BUILD_TOOL.test(place);
      const allowed = isTool ? FOR_TOOLS : SHIPS;
      const addressed = entry.resolved === undefined ? [] : [`${place}: the lock file names its download address`];
      if (isAllowed(entry.license ?? 'none', allowed)) return addressed;
      return [...addressed, `${place}@${entry.version}: ${entry.license ?? 'no licence'}`];
    });
    const lacking = Object.keys(missingEntries(lock)).map((place) => `${place} is not in the lock file: npm run lock`);
    return verdict(`${packages.length} packages`, [...findings, ...lacking]);
  },
};

/** Every licence of an AND, one of an OR. @example isAllowed('(MIT AND Zlib)', SHIPS) // true */
function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence.trim())));
}
