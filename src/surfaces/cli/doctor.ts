/** `throughline doctor`: what is sound, what is not, and what to do about it. */
import type { Command } from 'commander';
import { doctor, type Finding } from '../../platform/database/index.ts';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import { serverSilent } from './failures.ts';
import { type Remote, remoteSend } from './run-over-http.ts';
import { columns, type Paint } from './terminal.ts';

export function addDoctor(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description('look at everything and change nothing; exit with 1 where something is bad')
    .addHelpText('after', example('throughline doctor'))
    .action(async () => {
      const remote = cli.remote();
      const findings = remote === undefined ? await doctor(cli.settings()) : await fromAfar(remote);
      cli.terminal.answer({ isSound: !findings.some(isBad), findings }, (paint) => linesOf(findings, paint));
      if (findings.some(isBad)) cli.fail();
    });
}

const isBad = ({ state }: Finding): boolean => state === 'bad';

function linesOf(findings: readonly Finding[], paint: Paint): readonly string[] {
  const marks = { good: paint.green('good'), warning: paint.yellow('warning'), bad: paint.red('bad') };
  return columns(findings.map(({ name, state, sentence }) => [marks[state], name, sentence]));
}

/** What can be seen over the network: it answers, it is ready, and the key opens. */
async function fromAfar(remote: Remote): Promise<readonly Finding[]> {
  const probes = [
    { name: 'server', path: '/healthz', right: 'It answers.', wrong: 'It does not answer as Throughline does.' },
    { name: 'database', path: '/readyz', right: 'It is ready.', wrong: 'It is not ready: look at its log.' },
  ];
  const findings = probes.map(async ({ name, path, right, wrong }): Promise<Finding> => {
    const isGood = await isOk(remote, path);
    return { name, state: isGood ? 'good' : 'bad', sentence: isGood ? right : wrong };
  });
  return [...(await Promise.all(findings)), await keyFinding(remote)];
}

async function isOk({ url }: Remote, path: string): Promise<boolean> {
  try {
    return (await fetch(`${url.replace(/\/+$/, '')}${path}`)).ok;
  } catch (error) {
    throw serverSilent({ url, reason: error instanceof Error ? error.message : String(error) });
  }
}

async function keyFinding(remote: Remote): Promise<Finding> {
  try {
    await remoteSend(remote)('GET', '/session');
    return { name: 'key', state: 'good', sentence: 'The key opens.' };
  } catch (error) {
    return { name: 'key', state: 'bad', sentence: error instanceof Error ? error.message : String(error) };
  }
}
