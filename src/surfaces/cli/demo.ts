/** `throughline demo`: a demonstration from real data, loaded and taken away again. */
import { setTimeout } from 'node:timers/promises';
import { Argument, type Command } from 'commander';
import { z } from 'zod';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import { asJson, type Desk, operationNamed } from './desk.ts';
import { demoStopped } from './failures.ts';

const DEMOS = ['firefox', 'gitlab'] as const;

export function addDemo(program: Command, cli: Cli): void {
  program
    .command('demo')
    .addArgument(new Argument('<name>', 'which one').choices(DEMOS))
    .description('load a demonstration made from real data into the workspace, or take it away')
    .option('--remove', 'take it away, whole')
    .addHelpText('after', example('throughline demo firefox'))
    .action((name: string, { remove }: { readonly remove?: boolean }) =>
      cli.withDesk((desk) => (remove === true ? removeDemo(cli, desk, name) : loadDemo(cli, desk, name))),
    );
}

const demoSchema = z.looseObject({
  id: z.string(),
  state: z.enum(['absent', 'loading', 'loaded']),
  progress: z.number(),
  items: z.number(),
  problem: z.string().nullable(),
});
const POLL_MS = 300;
const PERCENT = 100;

/** Loads and waits; what stopped it on the way is said, and loading again carries it on. */
async function loadDemo({ terminal }: Cli, desk: Desk, name: string): Promise<void> {
  const progress = terminal.progress('%');
  let demo = demoSchema.parse(await desk.run(operationNamed(desk.operations, 'loadDemo'), { demo: name }));
  try {
    do {
      await setTimeout(POLL_MS);
      demo = await demoNamed(desk, name);
      progress.at(Math.round(demo.progress * PERCENT), PERCENT);
    } while (demo.state === 'loading');
  } finally {
    progress.end();
  }
  if (demo.problem !== null) throw demoStopped({ demo: name, reason: demo.problem });
  const { slug } = await desk.workspace();
  terminal.answer(demo, () => [`${demo.items} items are there. Open ${desk.publicUrl}/${slug}`]);
}

async function demoNamed(desk: Desk, name: string): Promise<z.output<typeof demoSchema>> {
  const answer = await desk.run(operationNamed(desk.operations, 'listDemos'), {});
  const found = z
    .looseObject({ demos: z.array(demoSchema) })
    .parse(answer)
    .demos.find(({ id }) => id === name);
  if (found === undefined) throw demoStopped({ demo: name, reason: 'it is not listed' });
  return found;
}

async function removeDemo({ terminal }: Cli, desk: Desk, name: string): Promise<void> {
  const answer = asJson(await desk.run(operationNamed(desk.operations, 'removeDemo'), { demo: name }));
  terminal.answer(answer, () => [`The ${name} demonstration is gone: ${answer.items} items, ${answer.links} links.`]);
}
