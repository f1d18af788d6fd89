/** Who may do what with accounts, as sentences: data of the permissions page. */
import type { AnyOperation } from '../../../line/index.ts';
import { sentenceOf } from '../permission-sentence.ts';
import type { Audience, PersonalOperation } from './personal.ts';

export interface PermissionLine {
  readonly operation: string;
  readonly tag: string;
  readonly sentence: string;
}

const WHO: Readonly<Record<Audience, string>> = {
  anyone: 'Anyone',
  person: 'Whoever is signed in',
  admin: 'Admins and owners',
};

/**
 * One sentence an operation; steps without a door of their own are left out.
 *
 * @example
 * accountPermissions(accountOperations, personalOperations)[0].sentence // 'Every member may see who belongs to the workspace.'
 */
export function accountPermissions(
  operations: readonly AnyOperation[],
  personal: readonly PersonalOperation[],
): readonly PermissionLine[] {
  const ofWorkspace = operations
    .filter(({ notAt }) => notAt?.rest === undefined)
    .map(({ name, rest, may }) => ({ operation: name, tag: rest.tag, sentence: sentenceOf(may) }));
  const ofPerson = personal.map(({ name, rest, audience, may }) => ({
    operation: name,
    tag: rest.tag,
    sentence: `${WHO[audience]} may ${may}.`,
  }));
  return [...ofWorkspace, ...ofPerson];
}
