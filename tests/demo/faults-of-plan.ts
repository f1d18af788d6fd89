/** What is wrong with a plan before it touches a database: refs, links, values, circles, order. */
import type { DemoPlan, Made, Tied } from '../../src/demo/plan.ts';
import { type Kind, type Model, validateDraft, validateLinkFields, validatePatch } from '../../src/line/index.ts';

export function faultsOf({ steps, cast }: DemoPlan, model: Model): readonly string[] {
  const faults: string[] = [];
  const made = new Map<string, Made>();
  const ties = new Set<string>();
  for (const step of steps) {
    for (const one of step.makes) {
      made.set(one.ref, one);
      faults.push(...faultsOfValues(model.kind(one.kind), one.ref, one.values, { title: one.title }));
    }
    for (const { ref, values } of step.changes) {
      const before = made.get(ref);
      if (before === undefined) faults.push(`${step.at}: ${ref} changes before it is made`);
      else faults.push(...faultsOfValues(model.kind(before.kind), ref, values));
    }
    for (const tie of step.ties) {
      if (ties.has(keyOf(tie))) faults.push(`${step.at}: ${keyOf(tie)} is made twice`);
      ties.add(keyOf(tie));
      faults.push(...faultsOfTie(tie, made, model).map((fault) => `${step.at}: ${fault}`));
    }
    for (const confirm of step.confirms) {
      if (!ties.has(keyOf(confirm))) faults.push(`${step.at}: ${keyOf(confirm)} is confirmed before it is made`);
    }
    if (step.by !== null && !cast.some(({ ref }) => ref === step.by))
      faults.push(`${step.at}: nobody is called ${step.by}`);
  }
  return [...faults, ...circlesIn(steps.flatMap((step) => step.ties))];
}

const keyOf = ({ kind, from, to }: Pick<Tied, 'kind' | 'from' | 'to'>): string => `${kind} ${from} -> ${to}`;

function faultsOfValues(
  kind: Kind,
  ref: string,
  values: object,
  title?: { readonly title: string },
): readonly string[] {
  const named = Object.entries(values).filter(
    ([name]) =>
      !['ownerId', 'productId'].includes(name) && !['person', 'people'].includes(kind.fields[name]?.type ?? ''),
  );
  try {
    if (title === undefined) validatePatch(kind, Object.fromEntries(named));
    else validateDraft(kind, { ...title, ...Object.fromEntries(named) });
    return [];
  } catch (error) {
    return [`${ref}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function faultsOfTie(tie: Tied, made: ReadonlyMap<string, Made>, model: Model): readonly string[] {
  const [from, to] = [made.get(tie.from), made.get(tie.to)];
  if (from === undefined || to === undefined)
    return [`${keyOf(tie)}: ${from === undefined ? tie.from : tie.to} is not made yet`];
  const type = model.link(tie.kind);
  if (type.from.name !== from.kind || !model.allows(type, model.kind(to.kind))) return [`${keyOf(tie)} is not allowed`];
  validateLinkFields(type.definition, tie.fields ?? {});
  return [];
}

/** The line closes no circle, whatever the kinds of link. */
function circlesIn(ties: readonly Tied[]): readonly string[] {
  const to = Map.groupBy(ties, (tie) => tie.from);
  const done = new Set<string>();
  const faults: string[] = [];
  const walk = (ref: string, path: readonly string[]): void => {
    if (path.includes(ref)) faults.push(`circle: ${[...path, ref].join(' -> ')}`);
    if (path.includes(ref) || done.has(ref)) return;
    for (const tie of to.get(ref) ?? []) walk(tie.to, [...path, ref]);
    done.add(ref);
  };
  for (const ref of to.keys()) walk(ref, []);
  return faults;
}
