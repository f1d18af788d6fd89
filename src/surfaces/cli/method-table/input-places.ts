/** Where in a method's inputs a column of a table may lead: every number, text and choice of the schema, with its path. */
import { z } from 'zod';
import type { AnyMethod } from '../../../methods/index.ts';
import { choicesOf, type SchemaNode, schemaNode } from './schema-node.ts';

/** `each`: an element of a list; `any`: a member that has whatever name the data gives it. */
export type Step =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'each' }
  | { readonly kind: 'any' };

/** What may stand at a place. */
export interface Leaf {
  readonly types: ReadonlySet<string>;
  readonly options: readonly string[];
}

export interface InputPlace {
  /** `items[].scores.*`: `[]` for each element, `*` for any name. */
  readonly path: string;
  readonly steps: readonly Step[];
  readonly leaf: Leaf;
  /** Given wherever what holds it is given. */
  readonly isNeeded: boolean;
  /** What holds it must be given too. */
  readonly isRequired: boolean;
}

interface Reached {
  readonly steps: readonly Step[];
  readonly isNeeded: boolean;
  readonly isRequired: boolean;
}

/** @example placesOf(weightedScoring).map(({ path }) => path) // ['criteria[].name', …, 'items[].scores.*', 'items[].scores[]'] */
export function placesOf(method: Pick<AnyMethod, 'inputs'>): readonly InputPlace[] {
  const root = schemaNode(z.toJSONSchema(method.inputs, { io: 'input', unrepresentable: 'any' }));
  const places = new Map<string, InputPlace>();
  for (const found of leavesOf(root, { steps: [], isNeeded: true, isRequired: true })) {
    const known = places.get(found.path);
    const types = new Set([...(known?.leaf.types ?? []), ...found.leaf.types]);
    const options = [...new Set([...(known?.leaf.options ?? []), ...found.leaf.options])];
    const isRequired = found.isRequired || known?.isRequired === true;
    places.set(found.path, { ...found, leaf: { types, options }, isRequired });
  }
  return [...places.values()];
}

function leavesOf(node: SchemaNode, reached: Reached): readonly InputPlace[] {
  const choices = choicesOf(node);
  if (choices.length > 0) return choices.flatMap((choice) => leavesOf(choice, reached));
  if (node.items !== undefined) return leavesOf(schemaNode(node.items), below(reached, { kind: 'each' }));
  if (node.properties !== undefined) {
    const members = Object.entries(node.properties).flatMap(([name, member]) => {
      const isNeeded = node.required?.includes(name) === true;
      const isRequired = reached.isRequired && isNeeded;
      const isFirst = !reached.steps.some(({ kind }) => kind === 'each');
      return leavesOf(schemaNode(member), {
        steps: [...reached.steps, { kind: 'member', name }],
        isNeeded: isNeeded && (isFirst || reached.isNeeded),
        isRequired,
      });
    });
    return [...members, ...leavesOf(schemaNode(node.additionalProperties), below(reached, { kind: 'any' }))];
  }
  if (node.type === 'object') return leavesOf(schemaNode(node.additionalProperties), below(reached, { kind: 'any' }));
  return leafOf(node, reached);
}

const below = (reached: Reached, step: Step): Reached => ({ ...reached, steps: [...reached.steps, step] });

function leafOf(node: SchemaNode, reached: Reached): readonly InputPlace[] {
  const values = node.const === undefined ? (node.enum ?? []) : [node.const];
  const named = node.type === undefined ? values.map((value) => typeof value) : [node.type].flat();
  if (named.length === 0 || reached.steps.length === 0) return [];
  const options = values.filter((value) => typeof value === 'string');
  return [{ ...reached, path: pathOf(reached.steps), leaf: { types: new Set(named), options } }];
}

export function pathOf(steps: readonly Step[]): string {
  return steps
    .map((step) => (step.kind === 'each' ? '[]' : step.kind === 'any' ? '.*' : `.${step.name}`))
    .join('')
    .replace(/^\./, '');
}

/**
 * Places that the rows of one table fill together: the members of one list's elements, or lists side by side.
 *
 * @example tableOf(place) // 'items[]' of `items[].scores.*`, '' of `tooCheap[]`
 */
export function tableOf({ steps }: Pick<InputPlace, 'steps'>): string | null {
  const first = steps.findIndex(({ kind }) => kind === 'each');
  if (first === -1) return null;
  if (first < steps.length - 1) return pathOf(steps.slice(0, first + 1));
  const named = steps.findLastIndex(({ kind }) => kind === 'member');
  return pathOf(steps.slice(0, named));
}

/** Takes as many columns as there are: a name from the data, or one more element for each column. */
export function isOpen({ steps }: Pick<InputPlace, 'steps'>): boolean {
  return steps.some(({ kind }) => kind === 'any') || steps.filter(({ kind }) => kind === 'each').length > 1;
}

/** The last name on the way. */
export function nameOf({ steps }: Pick<InputPlace, 'steps'>): string {
  const last = steps.findLast((step) => step.kind === 'member');
  return last?.kind === 'member' ? last.name : '';
}

/** Too cheap, too_cheap and tooCheap are one name. */
export const folded = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
