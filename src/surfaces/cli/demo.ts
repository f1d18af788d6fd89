/** `throughline demo`: a demonstration from real data, loaded and taken away again. */
import { Argument, type Command } from 'commander';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import { asJson, operationNamed } from './desk.ts';

const DEMOS = ['firefox', 'gitlab'] as const;

export function addDemo(program: Command, cli: Cli): void {
  program
    .command('demo')
    .addArgument(new Argument('<name>', 'which one').choices(DEMOS))
    .description('load a demonstration made from real data into the workspace, or take it away')
    .option('--remove', 'take it away, whole')
    .addHelpText('after', example('throughline demo firefox'))
    .action((name: (typeof DEMOS)[number], { remove }: { readonly remove?: boolean }) =>
      cli.withDesk(async (desk) => {
        const operation = operationNamed(desk.operations, remove === true ? 'removeDemo' : 'loadDemo');
        const { slug } = await desk.workspace();
        const answer = asJson(await desk.run(operation, { demo: name }));
        cli.terminal.answer(answer, () => [
          remove === true ? `The ${name} demonstration is gone.` : `Loaded. Open ${desk.publicUrl}/${slug}`,
        ]);
      }),
    );
}
