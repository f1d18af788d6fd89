/** Verbs of a person rather than of a workspace: before anybody is a member, or across all they belong to. */
import type { z } from 'zod';
import { type Effect, type RestDoor, validate } from '../../../line/index.ts';
import type { LineServer } from '../../../line/server.ts';
import type { AccountAuth, Identity, SignedIn } from '../../../platform/auth/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { FailureFactory } from '../../../platform/failure/index.ts';
import { signInRequired } from '../../../platform/http/index.ts';
import type { Mailer } from '../../../platform/mail/index.ts';

/** What the account verbs stand on. */
export interface AccountParts {
  readonly database: Database;
  readonly line: LineServer;
  readonly auth: AccountAuth;
  readonly mailer: Mailer;
}

/** One request to a personal verb. */
export interface Visit extends AccountParts {
  readonly request: Request;
  readonly clientAddress: string | undefined;
  /** Null: nobody is signed in. */
  readonly person: SignedIn | null;
  /** The member, where the verb is for admins. */
  readonly identity: Identity | null;
  /** Cookies for the browser. */
  readonly answerHeaders: Headers;
}

/** anyone: also before sign-in; person: whoever is signed in; admin: an admin or owner of the workspace the request names. */
export type Audience = 'anyone' | 'person' | 'admin';

export interface PersonalOperation {
  readonly name: string;
  readonly does: string;
  readonly audience: Audience;
  /** Completes "Anyone may ...", "Whoever is signed in may ...", "Admins and owners may ...". */
  readonly may: string;
  readonly effect: Effect;
  readonly rest: RestDoor;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly failures: readonly FailureFactory<never>[];
  readonly example: unknown;
  run(input: unknown, visit: Visit): Promise<unknown>;
}

interface Definition<Input extends z.ZodType, Output extends z.ZodType>
  extends Omit<PersonalOperation, 'input' | 'output' | 'example' | 'run'> {
  readonly input: Input;
  readonly output: Output;
  readonly example: z.input<Input>;
  run(input: z.output<Input>, visit: Visit): Promise<z.input<Output>>;
}

/**
 * Defines a personal verb; its input is checked before it runs.
 *
 * @example
 * export const listSessions = personal({ name: 'listSessions', audience: 'person', ..., run: async (_, visit) => ({ ... }) });
 */
export function personal<Input extends z.ZodType, Output extends z.ZodType>(
  definition: Definition<Input, Output>,
): PersonalOperation {
  return { ...definition, run: (input, visit) => definition.run(validate(definition.input, input), visit) };
}

/** Who is signed in. @throws signInRequired */
export function personOf({ person }: Visit): SignedIn {
  if (person === null) throw signInRequired({});
  return person;
}
