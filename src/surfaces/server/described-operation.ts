/** Operations as the reference and the OpenAPI document see them: those of a workspace and those of a person in one form. */
import type { AnyOperation } from '../../line/index.ts';
import type { PersonalOperation } from './account/index.ts';
import { sentenceOf } from './permission-sentence.ts';

export interface DescribedOperation
  extends Pick<AnyOperation, 'name' | 'does' | 'effect' | 'rest' | 'input' | 'output' | 'failures' | 'example'> {
  /** Who may. */
  readonly sentence: string;
  /** False where nobody has to be signed in. */
  readonly needsIdentity: boolean;
  /** A person's own things are asked for without naming a workspace, and are not kept for repeating. */
  readonly ofWorkspace: boolean;
}

const AUDIENCES: Readonly<Record<PersonalOperation['audience'], string>> = {
  anyone: 'Anyone',
  person: 'Whoever is signed in',
  admin: 'Admins and owners',
};

/** All operations that have a REST door. */
export function describeOperations(
  operations: readonly Omit<AnyOperation, 'run'>[],
  personal: readonly PersonalOperation[],
): readonly DescribedOperation[] {
  const ofWorkspace = operations
    .filter(({ notAt }) => notAt?.rest === undefined)
    .map((operation) => ({
      ...operation,
      sentence: sentenceOf(operation.may),
      needsIdentity: true,
      ofWorkspace: true,
    }));
  const ofPerson = personal.map((operation) => ({
    ...operation,
    sentence: `${AUDIENCES[operation.audience]} may ${operation.may}.`,
    needsIdentity: operation.audience !== 'anyone',
    ofWorkspace: false,
  }));
  return [...ofWorkspace, ...ofPerson];
}
