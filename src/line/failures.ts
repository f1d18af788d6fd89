/** What can go wrong on the line, one factory a cause. */
import { defineFailure } from '../platform/failure/index.ts';

export const itemNotFound = defineFailure<{ ref: string }>(
  'item.not-found',
  404,
  'No such item',
  ({ ref }) => `There is no item "${ref}" here that you may see. Use its key (FEA-42) or its id.`,
);
export const linkNotFound = defineFailure<{ link: string }>(
  'link.not-found',
  404,
  'No such link',
  ({ link }) => `There is no link "${link}" here. It may have been removed.`,
);
export interface FieldConflict {
  readonly field: string;
  readonly yours: unknown;
  readonly theirs: unknown;
  readonly by: string;
  readonly at: string;
}
export const itemConflict = defineFailure<{ field: string; revision: number; conflicts: readonly FieldConflict[] }>(
  'item.conflict',
  409,
  'Somebody changed the same field',
  ({ field, conflicts }) =>
    `${conflicts[0]?.by ?? 'Somebody'} changed "${field}" since you read it. Read both values, choose, and send again with the new revision.`,
);
export const revisionAhead = defineFailure<{ field: string; revision: number; current: number }>(
  'item.revision-ahead',
  422,
  'No such revision',
  ({ revision, current }) => `Revision ${revision} does not exist yet; the item is at ${current}.`,
);
export const itemArchived = defineFailure<{ ref: string }>(
  'item.archived',
  409,
  'The item is archived',
  ({ ref }) => `${ref} is archived. Restore it before changing it.`,
);
export const unknownMember = defineFailure<{ field: string }>(
  'item.member-unknown',
  422,
  'No such member',
  ({ field }) => `"${field}" names nobody of this workspace. GET /api/v1/members lists them.`,
);
export const unknownReference = defineFailure<{ field: string; value: string; wanted: string }>(
  'item.reference-unknown',
  422,
  'No such item',
  ({ field, value, wanted }) => `"${field}" names "${value}", which is no ${wanted} here.`,
);
export const duplicateSource = defineFailure<{ field: string }>(
  'item.source-taken',
  409,
  'Already imported',
  () => 'An item with this source and source id is here already. Update that one.',
);
export const linkNotAllowed = defineFailure<{ field: string; from: string; kind: string; to: string; allowed: string }>(
  'link.not-allowed',
  422,
  'This link leads nowhere it may',
  ({ from, kind, to, allowed }) => `${from} cannot hold "${kind}" towards ${to}. It may lead to: ${allowed}.`,
);
export const linkToItself = defineFailure<{ field: string; ref: string }>(
  'link.itself',
  422,
  'An item cannot rely on itself',
  ({ ref }) => `${ref} cannot rely on itself. Link it to another item.`,
);
export const circularLink = defineFailure<{ field: string; from: string; to: string }>(
  'link.circular',
  422,
  'The link closes a circle',
  ({ from, to }) =>
    `${to} already relies on ${from}, directly or through others. Remove that link first, or link the other way round.`,
);
export const oneLinkOnly = defineFailure<{ field: string; from: string; kind: string }>(
  'link.one-only',
  409,
  'Only one such link',
  ({ from, kind }) => `${from} already has its one "${kind}". Unlink that first.`,
);
export const changeNotFound = defineFailure<{ seq: number }>(
  'change.not-found',
  404,
  'No such change',
  ({ seq }) => `There is no change ${seq} in this workspace that you may see.`,
);
export const cannotUndo = defineFailure<{ seq: number; inTheWay: readonly string[] }>(
  'change.cannot-undo',
  409,
  'Later changes stand in the way',
  ({ inTheWay }) => `This cannot be undone as it is: ${inTheWay.join('; ')}. Undo those first, or edit by hand.`,
);
export const changeAsksFirst = defineFailure<{ seq: number; about: string }>(
  'change.asks-first',
  409,
  'Such a change waits and asks',
  ({ about }) => `This changed ${about}, which waits and asks before it happens. Change it back under Settings.`,
);
export const badCursor = defineFailure<{ field: string }>(
  'list.bad-cursor',
  422,
  'The cursor is not one of ours',
  () =>
    'Give back `next` of the page before, unchanged, with the same filter and sort; or leave `cursor` out to begin anew.',
);
export const unknownField = defineFailure<{ field: string; kind: string }>(
  'list.unknown-field',
  422,
  'No such field',
  ({ field, kind }) => `${kind} has no field "${field}" to filter or sort by. GET /api/v1/kinds lists its fields.`,
);
export const badFilter = defineFailure<{ field: string; reason: string }>(
  'list.bad-filter',
  422,
  'The filter cannot be read',
  ({ field, reason }) => `The filter on "${field}" cannot be applied: ${reason}.`,
);
export const invalidInput = defineFailure<{
  field: string;
  expected: string;
  errors?: readonly { field: string; expected: string }[];
}>('input.invalid', 422, 'The input is not valid', ({ field, expected }) => `"${field}": ${expected}.`);
export const permissionDenied = defineFailure<{ needed: string; role: string }>(
  'permission.denied',
  403,
  'Not permitted',
  ({ needed, role }) =>
    `${needed}. You are ${role}; ask an ${role === 'admin' ? 'owner' : 'admin or owner'} of the workspace.`,
);
export const readOnlyOperation = defineFailure<{ operation: string }>(
  'operation.read-only',
  500,
  'A reading operation tried to write',
  ({ operation }) => `"${operation}" is declared to read and tried to write.`,
);
export const workspaceNotFound = defineFailure<{ workspace: string }>(
  'workspace.not-found',
  404,
  'No such workspace',
  ({ workspace }) => `There is no workspace "${workspace}" that you belong to.`,
);
/** The last fence: a value that passed the schema and that PostgreSQL cannot hold (a NUL character, a year out of range). */
export const badValue = defineFailure<{ field: string }>(
  'input.bad-value',
  422,
  'A value cannot be kept',
  () => 'One of the values cannot be kept: it holds a NUL character or is out of range.',
);
export const commentNotFound = defineFailure<{ comment: string }>(
  'comment.not-found',
  404,
  'No such comment',
  ({ comment }) => `There is no comment "${comment}" here. It may have been removed.`,
);
export const notYourComment = defineFailure<{ comment: string }>(
  'comment.not-yours',
  403,
  'Not your comment',
  () => 'Only its author edits a comment; its author or an admin removes it.',
);
export const viewNotFound = defineFailure<{ view: string }>(
  'view.not-found',
  404,
  'No such view',
  ({ view }) => `There is no view "${view}" that you may see.`,
);
export const notYourView = defineFailure<{ view: string }>(
  'view.not-yours',
  403,
  'Not your view',
  () => 'A view is changed by its owner or an admin. Save it under a name of your own.',
);
export const customFieldNotFound = defineFailure<{ customField: string }>(
  'custom-field.not-found',
  404,
  'No such custom field',
  ({ customField }) => `There is no custom field "${customField}" here.`,
);
export const customFieldTaken = defineFailure<{ field: string; key: string }>(
  'custom-field.key-taken',
  409,
  'The key is taken',
  ({ key }) => `A custom field with the key "${key}" is here already. Choose another key.`,
);
export const notUnique = defineFailure<{ field: string; value: string; taken: string }>(
  'item.not-unique',
  409,
  'The value is taken',
  ({ field, value, taken }) => `"${field}" is ${value} on ${taken} already. Change that one, or give another value.`,
);
export const contributorsBeginOnly = defineFailure<{ field: string; state: string }>(
  'permission.first-state-only',
  403,
  'Not permitted in that state',
  ({ state }) => `Contributors add in the state "${state}" only; an editor moves it on.`,
);
