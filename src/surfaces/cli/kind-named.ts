/** Kinds as people name them: `feature`, `features`, `FEA`. */
import { type AnyOperation, type Kind, type Model, nearestTo, unknownKind } from '../../line/index.ts';

/** @throws `kind.unknown` */
export function kindNamed(model: Model, name: string): Kind {
  const found =
    model.kinds.find((kind) => kind.name.toLowerCase() === name.toLowerCase()) ??
    model.kindByPlural(name.toLowerCase()) ??
    model.kindByKey(name.toUpperCase());
  if (found !== undefined) return found;
  const names = model.kinds.flatMap((kind) => [kind.plural, kind.name]);
  throw unknownKind({ kind: name, field: 'kind', nearest: nearestTo(name, names) });
}

/** The plain list of a kind. */
export function listOperation(operations: readonly AnyOperation[], kind: Kind): AnyOperation {
  const found = operations.find(({ rest }) => rest.method === 'GET' && rest.path === `/${kind.plural}`);
  if (found === undefined) throw unknownKind({ kind: kind.name, field: 'kind' });
  return found;
}
