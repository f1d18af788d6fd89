/** A gate: one rule of the house that a machine watches. It looks at a checkout and says in one line how it found it. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Verdict {
  readonly ok: boolean;
  /** One line: what was looked at, or how many findings there are. */
  readonly summary: string;
  /** What is wrong and where, one finding a line. */
  readonly findings: readonly string[];
}

export interface Gate {
  readonly name: string;
  /** One sentence: what turns it red. */
  readonly watches: string;
  /** `root` is the checkout to look at: this one, or a small one made to turn the gate red. */
  run(root: string): Promise<Verdict>;
}

export const house: string = fileURLToPath(new URL('../../', import.meta.url));

/** Green without findings, red with them. */
export function verdict(summary: string, findings: readonly string[]): Verdict {
  const ok = findings.length === 0;
  return { ok, summary: ok ? summary : `${findings.length} found; ${summary}`, findings };
}

interface ToolRun {
  readonly code: number;
  readonly output: string;
}

/** Runs a tool of node_modules in `root` with the Node that runs this. */
export function runTool(script: string, args: readonly string[], root: string): Promise<ToolRun> {
  return runCommand(process.execPath, [path.join(house, 'node_modules', script), ...args], root);
}

export function runCommand(command: string, args: readonly string[], cwd: string): Promise<ToolRun> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } });
    const chunks: Buffer[] = [];
    const keep = (chunk: Buffer) => chunks.push(chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

/** A tool's own verdict: its exit code, and its lines when it is red. */
export function toolVerdict(run: ToolRun, summary: string): Verdict {
  const lines = run.output.split('\n').filter((line) => line.trim() !== '');
  if (run.code === 0) return { ok: true, summary, findings: [] };
  return { ok: false, summary: 'red', findings: lines.length > 0 ? lines : [`ended with code ${run.code}`] };
}
