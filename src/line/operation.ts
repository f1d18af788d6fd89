/** A verb is one operation: who may, input, output, effect and example in one value; every door is printed from it. */
import type { z } from 'zod';
import type { FailureFactory } from '../platform/failure/index.ts';
import type { Role } from '../platform/permission/index.ts';
import type { Context } from './context.ts';

/** read: changes nothing; write: safe to repeat; destroy: cannot be undone from the interface. */
export type Effect = 'read' | 'write' | 'destroy';

/** A permission as a sentence: `editors('change items')` prints "Editors, admins and owners may change items." */
export interface Permission {
  readonly role: Role;
  readonly does: string;
}
export const viewers = (does: string): Permission => ({ role: 'viewer', does });
export const contributors = (does: string): Permission => ({ role: 'contributor', does });
export const editors = (does: string): Permission => ({ role: 'editor', does });
export const admins = (does: string): Permission => ({ role: 'admin', does });
export const owners = (does: string): Permission => ({ role: 'owner', does });

export interface RestDoor {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/api/v1`; `{name}` takes the input's member of that name. GET and DELETE take the rest from the query. */
  readonly path: string;
  /** Groups the operation in the reference. */
  readonly tag: string;
}

export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** Verb and noun, imperative: `confirmLink`. REST operationId; MCP and CLI say it in snake and kebab case. */
  readonly name: string;
  /** What and why, for the reference and for agents. */
  readonly does: string;
  readonly may: Permission;
  readonly effect: Effect;
  readonly rest: RestDoor;
  readonly input: Input;
  readonly output: Output;
  /** A calculation on what it is given: runs outside every transaction, on the input as it came. */
  readonly calculates?: true;
  readonly failures: readonly FailureFactory<never>[];
  readonly example: z.input<Input>;
  /** Doors that do not carry it, each with the reason. */
  readonly notAt?: Readonly<Partial<Record<'rest' | 'mcp' | 'cli', string>>>;
  run(input: z.output<Input>, context: Context): Promise<Answer<z.input<Output>>>;
}

/** An answer may be made of things that nobody may write. */
export type Answer<T> = T extends readonly (infer Element)[]
  ? readonly Answer<Element>[]
  : T extends object
    ? { readonly [Member in keyof T]: Answer<T[Member]> }
    : T;

/** An operation whose schemas are forgotten: what doors hold in lists. */
export type AnyOperation = Omit<Operation, 'run' | 'example'> & {
  readonly example: unknown;
  run(input: unknown, context: Context): Promise<unknown>;
};

/**
 * Defines a verb. The body stays business: permission, validation, transaction, rate limit and answer are done outside.
 *
 * @example
 * export const confirmLink = operation({
 *   name: 'confirmLink', does: 'Says that a link is still true ...', may: editors('say that a link is still true'),
 *   effect: 'write', rest: { method: 'POST', path: '/links/{linkId}/still-true', tag: 'Line' },
 *   input: z.object({ linkId: z.uuid(), remark: z.string().max(500).optional() }), output: linkSchema,
 *   failures: [unknownLink], example: { linkId: '01890a5d-ac96-774b-bcce-b302099a8057' },
 *   run: ({ linkId, remark }, { line }) => line.confirm(linkId, remark),
 * });
 */
export function operation<Input extends z.ZodType, Output extends z.ZodType, const Name extends string>(
  definition: Operation<Input, Output> & { readonly name: Name },
): Operation<Input, Output> & AnyOperation & { readonly name: Name } {
  return definition as unknown as Operation<Input, Output> & AnyOperation & { readonly name: Name };
}
