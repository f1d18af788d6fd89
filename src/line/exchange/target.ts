/** Where a column of a file may lead: the fields, state, tags, links and source id of a kind, its custom fields included. */
import { COMMON_FIELDS, type Field, type Fields, type Kind, type LinkDefinition, labelOf, text } from '../index.ts';

/** What a target takes. `reference` names other items: by key, id, source id or title. */
export type TargetShape =
  | { readonly shape: 'field'; readonly field: Field }
  | { readonly shape: 'state'; readonly states: Kind['states'] }
  | { readonly shape: 'tags' }
  | { readonly shape: 'sourceId' }
  | { readonly shape: 'reference'; readonly many: boolean; readonly kinds: readonly string[] | 'any' };

export type Target = TargetShape & {
  /** `title`, `targetOn`, `state`, `tags`, `sourceId`, `link:serves`, `custom.effort`. */
  readonly to: string;
  readonly label: string;
  readonly required: boolean;
};

/** A custom field of the workspace, as far as an import needs it. */
export interface CustomColumn {
  readonly key: string;
  readonly label: string;
  readonly field: Field;
}

const TITLE: Field = text({ required: true, maxLength: 300, label: 'Title' });
/** Common fields that name another item by id; their kinds go by these names in every model. */
const REFERENCES: Readonly<Record<string, string>> = { productId: 'product', teamId: 'team' };

/** @example targetsOf(feature, []).map((target) => target.to) // ['title', 'summary', ..., 'state', 'tags', 'link:serves', 'sourceId'] */
export function targetsOf(kind: Kind, custom: readonly CustomColumn[]): readonly Target[] {
  const own = Object.entries<Field>({ title: TITLE, ...kind.fields });
  return [
    ...own.map(([name, field]) => fieldTarget(name, field)),
    { to: 'state', label: 'State', required: false, shape: 'state', states: kind.states },
    ...Object.entries<Field>(COMMON_FIELDS as Fields).map(([name, field]) => commonTarget(name, field)),
    { to: 'tags', label: 'Tags', required: false, shape: 'tags' },
    ...Object.entries(kind.links).map(([name, link]) => linkTarget(kind, name, link)),
    ...custom.map((one) => ({ ...fieldTarget(`custom.${one.key}`, one.field), label: one.label })),
    { to: 'sourceId', label: 'Id in the source', required: false, shape: 'sourceId' },
  ];
}

function fieldTarget(name: string, field: Field): Target {
  return { to: name, label: labelOf(name, field), required: field.required === true, shape: 'field', field };
}

function commonTarget(name: string, field: Field): Target {
  const kind = REFERENCES[name];
  if (kind === undefined) return fieldTarget(name, field);
  return { to: name, label: labelOf(name, field), required: false, shape: 'reference', many: false, kinds: [kind] };
}

function linkTarget(kind: Kind, name: string, link: LinkDefinition): Target {
  const kinds = link.to === 'any' ? 'any' : link.to === 'self' ? [kind.name] : link.to.map((one) => one.name);
  const label = link.says.charAt(0).toUpperCase() + link.says.slice(1);
  return { to: `link:${name}`, label, required: false, shape: 'reference', many: link.one !== true, kinds };
}
