/** docs/generated/import-graph.md: who imports whom, as it is. */

import { house } from '../gates/gate.ts';
import { cruiseSources } from '../gates/layers.ts';

export const file = 'import-graph.md';

const ROOM = /^src\/(domain\/[^/]+|surfaces\/[^/]+|[^/]+)\//;

export async function print(): Promise<string> {
  const { modules } = await cruiseSources(house, {}, 'all');
  const edges = new Map<string, number>();
  for (const { source, dependencies } of modules) {
    if (source.endsWith('.test.ts') || source.endsWith('.test.tsx')) continue;
    const from = ROOM.exec(source)?.[1];
    for (const { resolved } of dependencies) {
      const to = ROOM.exec(resolved)?.[1];
      if (from === undefined || to === undefined || from === to) continue;
      edges.set(`${from} > ${to}`, (edges.get(`${from} > ${to}`) ?? 0) + 1);
    }
  }
  const rooms = [...new Set([...edges.keys()].flatMap((edge) => edge.split(' > ')))].sort();
  return [
    '# Who imports whom',
    '',
    'Each arrow is an import between rooms of `src/`, type-only ones included. The rules are in `scripts/gates/layer-rules.ts`.',
    '',
    '```mermaid',
    'flowchart LR',
    ...rooms.map((room) => `  ${idOf(room)}["${room}"]`),
    ...[...edges.keys()].sort().map((edge) => `  ${edge.split(' > ').map(idOf).join(' --> ')}`),
    '```',
    '',
  ].join('\n');
}

const idOf = (room: string): string => room.replaceAll(/[^a-z]/g, '_');
