/** What we ask the sign-in library ourselves: whose cookie it is, a longer life for it, a session for a new account. */
import { CLIENT_ADDRESS_HEADER } from './admit-request.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { SignedIn } from './identity.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** A request, and the address it comes from: the connection's, or what a trusted proxy says. */
export interface Visitor {
  readonly request: Request;
  readonly clientAddress: string | undefined;
}

export interface LibrarySession {
  /** Whose cookie it is; leaves its life as it is, because the answer's cookies would get lost. */
  read(headers: Headers): Promise<SignedIn | null>;
  /** The cookies that lengthen a session in use; none where it was lengthened within a day. */
  refresh(headers: Headers): Promise<Headers>;
  /** Signs in with a password that was just set; the answer's cookies are for the browser. */
  signIn(person: Credentials, visitor: Visitor): Promise<Headers>;
  hashPassword(password: string): Promise<string>;
}

export function createLibrarySession(engines: EngineHolder): LibrarySession {
  return {
    async read(headers) {
      const { api } = await engines.current();
      const found = await api.getSession({ headers, query: { disableRefresh: true } });
      if (found === null) return null;
      const { session, user } = found;
      return { userId: user.id, sessionId: session.id, name: user.name, email: user.email };
    },
    async refresh(headers) {
      const { api } = await engines.current();
      return (await api.getSession({ headers, returnHeaders: true })).headers;
    },
    async signIn(person, visitor) {
      const { api } = await engines.current();
      const body = { ...person, rememberMe: true };
      return (await api.signInEmail({ body, headers: deviceOnly(visitor), returnHeaders: true })).headers;
    },
    hashPassword: async (password) => (await (await engines.current()).$context).password.hash(password),
  };
}

/** Of the request only what describes where it comes from: a cookie it brought is not part of the new session. */
function deviceOnly({ request, clientAddress }: Visitor): Headers {
  const agent = request.headers.get('user-agent');
  return new Headers({
    ...(agent === null ? {} : { 'user-agent': agent }),
    ...(clientAddress === undefined ? {} : { [CLIENT_ADDRESS_HEADER]: clientAddress }),
  });
}
