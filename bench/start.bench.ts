/** From the start of the process to the first answer 200: on no data, and on data that is there. */
import type { Benchmark, Measurement } from './benchmark.ts';
import { startServer, temporaryData } from './running-server.ts';

const WARM_RUNS = 3;

export const start: Benchmark = {
  names: ['start.fresh_s', 'start.warm_s'],
  async run() {
    const data = temporaryData();
    try {
      const fresh = await secondsToReady(data.folder);
      const warm: number[] = [];
      for (let run = 0; run < WARM_RUNS; run += 1) warm.push(await secondsToReady(data.folder));
      warm.sort((a, b) => a - b);
      return [inSeconds('start.fresh_s', fresh, [fresh]), inSeconds('start.warm_s', warm[1] ?? fresh, warm)];
    } finally {
      data.remove();
    }
  },
};

async function secondsToReady(folder: string): Promise<number> {
  const server = await startServer(folder);
  await server.stop();
  return server.readyAfterMs / 1000;
}

function inSeconds(name: string, value: number, runs: readonly number[]): Measurement {
  return { name, value, unit: 's', detail: { runs, database: 'embedded' } };
}
