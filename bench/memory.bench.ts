/** All processes of an idle server with the Firefox demo loaded: memory of its own plus its share of what is shared. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { house } from '../scripts/gates/gate.ts';
import type { Benchmark } from './benchmark.ts';
import { startServer, temporaryData } from './running-server.ts';

const IDLE_MS = 20_000;
const run = promisify(execFile);

export const memory: Benchmark = {
  names: ['memory.idle_mb'],
  async run() {
    const data = temporaryData();
    const server = await startServer(data.folder);
    try {
      await fetch(`${server.address}/api/v1/setup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.address },
        body: JSON.stringify({
          name: 'Bench',
          email: 'bench@example.org',
          password: 'correct horse battery staple',
          workspaceName: 'Bench',
        }),
      });
      await run(process.execPath, ['dist/cli.js', 'demo', 'firefox'], {
        cwd: house,
        env: { ...process.env, THROUGHLINE_DATA: data.folder },
      });
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
      const processes = familyOf(server.process.pid ?? 0);
      const shares = processes.map((pid) => ({ name: nameOf(pid), megabytes: proportionalMegabytes(pid) }));
      const value = shares.reduce((sum, one) => sum + one.megabytes, 0);
      return [{ name: 'memory.idle_mb', value, unit: 'MB', detail: { processes: shares, idleMs: IDLE_MS } }];
    } finally {
      await server.stop();
      data.remove();
    }
  },
};

/** The process, its descendants, and the database's processes, which are its children too. */
function familyOf(root: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))]),
  );
  const family = new Set([root]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid);
  }
  return [...family];
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}

/** Shared pages are divided among those who share them, so that nothing is counted twice. */
function proportionalMegabytes(pid: number): number {
  return Number(/^Pss:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
}
