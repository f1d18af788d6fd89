/** Addresses no route takes: known with another method, or not at all. */
import type { Failure } from '../../platform/failure/index.ts';
import { methodNotAllowed, routeNotFound } from '../../platform/http/index.ts';

export interface RouteList {
  add(method: string, pattern: string): void;
  /** The methods an address takes; none where there is no such address. */
  methodsAt(path: string): readonly string[];
}

/** Remembers what was registered, to tell 405 from 404. */
export function createRouteList(): RouteList {
  const routes: { readonly method: string; readonly matches: RegExp }[] = [];
  return {
    add(method, pattern) {
      routes.push({ method, matches: new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`) });
    },
    methodsAt(path) {
      const methods = routes.filter(({ matches }) => matches.test(path)).map(({ method }) => method);
      return methods.length === 0 ? [] : [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
    },
  };
}

export function unrouted(routes: RouteList, method: string, path: string): Failure {
  const allowed = routes.methodsAt(path);
  return allowed.length === 0 ? routeNotFound({ path }) : methodNotAllowed({ path, method, allowed });
}
