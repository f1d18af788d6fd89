/** The session around every page: the remembered one at once, the server's word as soon as it comes. */
import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { ask, RequestProblem } from './request.ts';
import { rememberedSession, rememberSession, type Session } from './session.ts';

export interface SessionState {
  readonly session: Session | null;
  /** Nobody is signed in; false while that is not known. */
  readonly isSignedOut: boolean;
  readonly problem: Error | null;
  readonly refresh: () => Promise<Session | null>;
}

const SessionContext = createContext<SessionState | null>(null);

export function SessionProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [session, setSession] = useState<Session | null>(rememberedSession);
  const [isSignedOut, setSignedOut] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const refresh = useCallback(async () => {
    try {
      const fresh = await ask<Session>('GET', '/api/v1/session');
      rememberSession(fresh);
      // The same answer keeps the same object: the open workspace stays open.
      setSession((held) => (JSON.stringify(held) === JSON.stringify(fresh) ? held : fresh));
      setSignedOut(false);
      setProblem(null);
      return fresh;
    } catch (error) {
      const isRefused = error instanceof RequestProblem && error.status === 401;
      if (isRefused) {
        rememberSession(null);
        setSession(null);
      }
      setSignedOut(isRefused);
      setProblem(isRefused || !(error instanceof Error) ? null : error);
      return null;
    }
  }, []);
  useEffect(() => void refresh(), [refresh]);
  const state = useMemo(() => ({ session, isSignedOut, problem, refresh }), [session, isSignedOut, problem, refresh]);
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (state === null) throw new Error('This component stands outside the session.');
  return state;
}
