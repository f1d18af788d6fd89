/**
 * `npm test`: every gate, then every test, as one list; the last line is the count. `npm run check` runs the gates
 * alone, `npm run check -- layers unused` those two, `npm test -- unit database src/line` those tests, by project and place.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import colours from 'picocolors';
import { z } from 'zod';
import { type Gate, house, type Verdict } from './gates/gate.ts';
import { gates } from './gates/index.ts';
import { ensureBuilt } from './setup/build-if-stale.mjs';
import { cacheFolder } from './setup/install.mjs';

const PROJECTS = ['unit', 'architecture', 'database', 'journeys'];
const NEED_BUILD = new Set(['bundle', 'database', 'journeys', 'gates']);
const LANES = 2;
/** Colours only on a terminal, also where CI is set. */
const pc = colours.createColors(process.stdout.isTTY === true);

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const asked = process.argv.slice(2);
const chosenGates =
  asked.length === 0 || asked.includes('gates') ? gates : gates.filter(({ name }) => asked.includes(name));
const chosenProjects = PROJECTS.filter((project) => asked.includes(project));
const places = asked.filter(
  (word) => word !== 'gates' && !PROJECTS.includes(word) && !gates.some(({ name }) => name === word),
);
const runsTests = asked.length === 0 || chosenProjects.length > 0 || places.length > 0;
const started = Date.now();

/** A build that fails is one failure; everything that does not need it still runs. */
async function buildIfNeeded(): Promise<boolean> {
  if (asked.length > 0 && !asked.some((word) => NEED_BUILD.has(word))) return true;
  const built = await ensureBuilt(process.execPath, ['server', 'web']);
  if (!built) console.log(line('red', 'build', started, 'does not build'));
  return built;
}

/** Two at a time, for two processors; each is listed when it is done. */
async function runGates(chosen: readonly Gate[]): Promise<Count> {
  if (chosen.length > 0) console.log(pc.bold('Gates'));
  const waiting = [...chosen];
  const verdicts: Verdict[] = [];
  const lane = async () => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) verdicts.push(await judge(gate));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const passed = verdicts.filter(({ ok }) => ok).length;
  return { passed, failed: verdicts.length - passed };
}

async function judge(gate: Gate): Promise<Verdict> {
  const start = Date.now();
  const verdict = await gate.run(house).catch((error: unknown) => broken(error));
  console.log(line(verdict.ok ? 'green' : 'red', gate.name, start, verdict.summary));
  if (!verdict.ok)
    console.log(`    ${pc.dim(gate.watches)}\n${verdict.findings.map((finding) => `    ${finding}`).join('\n')}`);
  return verdict;
}

function broken(error: unknown): Verdict {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ok: false, summary: 'the gate itself broke', findings: text.split('\n') };
}

function line(colour: 'green' | 'red', name: string, start: number, summary: string): string {
  const mark = colour === 'green' ? pc.green('✓') : pc.red('✗');
  return `  ${mark} ${name.padEnd(16)} ${seconds(start).padStart(7)}  ${summary}`;
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

async function runTests(): Promise<Count> {
  console.log(pc.bold('\nTests'));
  const report = path.join(cacheFolder('tests'), `report-${process.pid}.json`);
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`];
  const colour = process.stdout.isTTY === true ? [] : ['--no-color'];
  const projects = chosenProjects.map((project) => `--project=${project}`);
  const code = await run(['node_modules/vitest/vitest.mjs', 'run', ...colour, ...reporters, ...projects, ...places]);
  const count = readReport(report);
  rmSync(report, { force: true });
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** A file that does not load has no failed test, and is one failure all the same. */
function readReport(file: string): Count {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

function run(args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...process.execArgv, ...args], {
      cwd: house,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const built = await buildIfNeeded();
const gateCount = await runGates(chosenGates);
const testCount = runsTests ? await runTests() : { passed: 0, failed: 0 };
const failed = gateCount.failed + testCount.failed + (built ? 0 : 1);
console.log(`\n${chosenGates.length} gates and the tests took ${seconds(started)}.`);
console.log(`${gateCount.passed + testCount.passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
