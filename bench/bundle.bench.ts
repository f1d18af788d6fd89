/** What a browser loads before the first useful page. */
import { FIRST_LOAD_KB, firstLoadKb } from '../scripts/gates/bundle.ts';
import { house } from '../scripts/gates/gate.ts';
import type { Benchmark } from './benchmark.ts';

export const bundle: Benchmark = {
  names: ['bundle.first_load_kb'],
  async run() {
    const value = firstLoadKb(house);
    if (value === undefined) throw new Error('The web is not built.');
    return [
      { name: 'bundle.first_load_kb', value, unit: 'kB', detail: { of: 'gzip JavaScript', limit: FIRST_LOAD_KB } },
    ];
  },
};
