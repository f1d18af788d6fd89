/**
 * `npm run bench`: every benchmark of bench/*.bench.ts, each file in a process of its own; `npm run bench -- trace search`
 * those whose names begin so; `--json` prints one object a line: {"name","value","unit","detail"}. Fails where a figure
 * misses its target.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import colours from 'picocolors';
import { z } from 'zod';
import { type Benchmark, type Measurement, reachesTarget, targetOf } from '../bench/benchmark.ts';
import { house } from './gates/gate.ts';

const pc = colours.createColors(process.stdout.isTTY === true);
const args = process.argv.slice(2);
const json = args.includes('--json');
const onlyFile = args.find((arg) => arg.startsWith('--file='))?.slice('--file='.length);
const asked = args.filter((arg) => !arg.startsWith('--'));

const measurementSchema = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  detail: z.record(z.string(), z.unknown()),
});

process.exitCode = onlyFile === undefined ? await runAll() : await runFile(onlyFile);

async function runAll(): Promise<number> {
  let failures = 0;
  for (const file of globSync('bench/*.bench.ts', { cwd: house }).sort()) failures += await runApart(file);
  return failures > 0 ? 1 : 0;
}

/** Counts a missed target, and a process that broke, as one failure each. */
async function runApart(file: string): Promise<number> {
  const self = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [...process.execArgv, '--expose-gc', self, `--file=${file}`, ...asked], {
    cwd: house,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  let missed = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const measurement = measurementSchema.parse(JSON.parse(line));
    console.log(json ? JSON.stringify(measurement) : rowOf(measurement));
    if (reachesTarget(measurement) === false) missed += 1;
  }
  return missed + ((await ended) === 0 ? 0 : 1);
}

function rowOf(measurement: Measurement): string {
  const reached = reachesTarget(measurement);
  const mark = reached === undefined ? ' ' : reached ? pc.green('✓') : pc.red('✗');
  const value = `${Number(measurement.value.toPrecision(4))} ${measurement.unit}`;
  return `  ${mark} ${measurement.name.padEnd(24)} ${value.padStart(16)}  ${targetOf(measurement.name)}`;
}

/** In the process of one file: prints what it measures, one object a line, on standard output. */
async function runFile(file: string): Promise<number> {
  const module: unknown = await import(pathToFileURL(path.join(house, file)).href);
  const benchmarks = Object.values(Object(module)).filter(isBenchmark).filter(isAsked);
  for (const benchmark of benchmarks) {
    for (const measurement of await benchmark.run()) process.stdout.write(`${JSON.stringify(measurement)}\n`);
  }
  return 0;
}

function isAsked({ names }: Benchmark): boolean {
  return asked.length === 0 || names.some((name) => asked.some((prefix) => name.startsWith(prefix)));
}

function isBenchmark(value: unknown): value is Benchmark {
  return typeof value === 'object' && value !== null && 'names' in value && 'run' in value;
}
