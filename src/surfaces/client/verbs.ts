/** The verbs a client may call by name, with input and output typed by the operations themselves. */
import type { z } from 'zod';
import type { kernelOperations } from '../../line/server.ts';
import type { accountOperations } from '../server/account/index.ts';
import type { webhookOperations } from '../server/webhook/index.ts';

type Operations =
  | (typeof kernelOperations)[number]
  | (typeof accountOperations)[number]
  | ReturnType<typeof webhookOperations>[number];

export type VerbName = Operations['name'];
type Verb<Name extends VerbName> = Extract<Operations, { readonly name: Name }>;
export type VerbInput<Name extends VerbName> = z.input<Verb<Name>['input']>;
export type VerbOutput<Name extends VerbName> = z.output<Verb<Name>['output']>;
