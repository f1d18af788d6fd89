/** The personal verbs over REST: who asks, whether their browser may write, input, run, answer. */
import { assertScope, findPerson, type Identity, type SignedIn } from '../../../platform/auth/index.ts';
import {
  BODY_LIMIT_BYTES,
  crossSite,
  judge,
  methodNotAllowed,
  problem,
  readJsonObject,
  routeNotFound,
  signInRequired,
} from '../../../platform/http/index.ts';
import { isAtLeast } from '../../../platform/permission/index.ts';
import { adminsOnly, sessionNeeded } from './failures.ts';
import type { AccountParts, PersonalOperation, Visit } from './personal.ts';

const API_BASE = '/api/v1';

export interface AccountDoor {
  /** Addresses that are wholly the door's own; mount it at each. */
  readonly paths: readonly string[];
  answer(
    request: Request,
    from: { readonly requestId: string; readonly clientAddress?: string | undefined },
  ): Promise<Response>;
}

/**
 * Puts the door together.
 *
 * @example
 * const door = createAccountDoor({ database, line, auth, mailer }, personalOperations);
 * mounts: door.paths.map((path) => ({ path, answer: (request, call) => door.answer(request, call) }))
 */
export function createAccountDoor(
  parts: AccountParts & { readonly onFault?: (error: unknown) => void },
  operations: readonly PersonalOperation[],
): AccountDoor {
  const routes = operations.map((operation) => ({ operation, pattern: patternOf(operation) }));
  return {
    paths: [...new Set(operations.map(({ rest }) => `${API_BASE}/${rest.path.split('/')[1] ?? ''}`))],
    async answer(request, { requestId, clientAddress }) {
      try {
        const { operation, named } = routeFor(routes, request);
        const visit = await enter({ ...parts, request, clientAddress, answerHeaders: new Headers() }, operation);
        const output = await operation.run(await inputOf(request, named), visit);
        visit.answerHeaders.set('content-type', 'application/json');
        visit.answerHeaders.set('cache-control', 'no-store');
        return new Response(JSON.stringify(output), { headers: visit.answerHeaders });
      } catch (error) {
        const { failure, unforeseen } = judge(error);
        if (unforeseen) parts.onFault?.(error);
        return problem(failure, requestId);
      }
    },
  };
}

interface Route {
  readonly operation: PersonalOperation;
  readonly pattern: RegExp;
}

function patternOf({ rest }: PersonalOperation): RegExp {
  return new RegExp(`^${API_BASE}${rest.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`);
}

function routeFor(
  routes: readonly Route[],
  request: Request,
): { operation: PersonalOperation; named: Record<string, string> } {
  const { pathname } = new URL(request.url);
  const here = routes.filter(({ pattern }) => pattern.test(pathname));
  const found = here.find(({ operation }) => operation.rest.method === request.method);
  if (found !== undefined) return { operation: found.operation, named: namedIn(found.pattern, pathname) };
  if (here.length === 0) throw routeNotFound({ path: pathname });
  throw methodNotAllowed({
    path: pathname,
    method: request.method,
    allowed: here.map(({ operation }) => operation.rest.method),
  });
}

function namedIn(pattern: RegExp, pathname: string): Record<string, string> {
  const groups = Object.entries(pattern.exec(pathname)?.groups ?? {});
  return Object.fromEntries(groups.map(([name, value]) => [name, decode(value)]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function inputOf(request: Request, named: Record<string, string>): Promise<Record<string, unknown>> {
  const body =
    request.method === 'GET'
      ? Object.fromEntries(new URL(request.url).searchParams)
      : await readJsonObject(request, BODY_LIMIT_BYTES);
  const { workspace: _workspace, ...query } = body;
  return { ...(request.method === 'GET' ? query : body), ...named };
}

async function enter(visit: Omit<Visit, 'person' | 'identity'>, operation: PersonalOperation): Promise<Visit> {
  const { auth, request } = visit;
  if (operation.effect !== 'read' && auth.isForged(request)) throw crossSite({});
  const person = await auth.signedIn(request);
  if (operation.audience === 'anyone') return { ...visit, person, identity: null };
  if (operation.audience === 'admin') return { ...visit, person, identity: await adminOf(visit) };
  if (person !== null) return { ...visit, person, identity: null };
  if (operation.effect === 'read') return byKey(visit);
  throw (await auth.identify(request)) === null ? signInRequired({}) : sessionNeeded({});
}

function refuse(): never {
  throw signInRequired({});
}

async function adminOf({ auth, request }: Pick<Visit, 'auth' | 'request'>): Promise<Identity> {
  const identity = (await auth.identify(request)) ?? refuse();
  if (!identity.csrfSafe) throw crossSite({});
  assertScope(identity.grant, { effect: 'write', may: { role: 'admin' } });
  if (!isAtLeast(identity.actor.role, 'admin')) throw adminsOnly({ role: identity.actor.role });
  return identity;
}

/** Readers may come with an API key too: they see its member and its workspace. */
async function byKey(visit: Omit<Visit, 'person' | 'identity'>): Promise<Visit> {
  const identity = (await visit.auth.identify(visit.request)) ?? refuse();
  assertScope(identity.grant, { effect: 'read', may: { role: 'viewer' } });
  const found = (await visit.database.global((statements) => findPerson(statements, identity.userId))) ?? refuse();
  const person: SignedIn = { userId: found.id, sessionId: '', name: found.name, email: found.email };
  return { ...visit, person, identity };
}
