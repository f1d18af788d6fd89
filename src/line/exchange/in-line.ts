/** Steps of a long work as commits of their own: each runs through the line like any verb, and shows under the verb's name. */
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type AnyOperation, editors, viewers } from '../operation.ts';
import type { LineServer } from '../store/line.ts';
import type { Standing } from '../store/standing.ts';

export interface Steps {
  write<Answer>(name: string, work: (context: Context) => Promise<Answer>): Promise<Answer>;
  read<Answer>(name: string, work: (context: Context) => Promise<Answer>): Promise<Answer>;
}

/** @example await stepsOf(line, standing).write('runImport', (context) => context.line.createMany(kind, drafts)) */
export function stepsOf(line: LineServer, standing: Standing): Steps {
  const step = async <Answer>(
    effect: 'read' | 'write',
    name: string,
    work: (context: Context) => Promise<Answer>,
  ): Promise<Answer> => {
    let answer: Answer | undefined;
    const operation: AnyOperation = {
      name,
      does: `A step of ${name}.`,
      may: effect === 'read' ? viewers('read') : editors('import items'),
      effect,
      rest: { method: 'POST', path: `/${name}`, tag: 'Import' },
      input: z.null(),
      output: z.unknown(),
      failures: [],
      example: null,
      run: async (_input, context) => {
        answer = await work(context);
        return null;
      },
    };
    await line.run(operation, null, standing);
    return answer as Answer;
  };
  return { write: (name, work) => step('write', name, work), read: (name, work) => step('read', name, work) };
}
