/** Where the reader is signed in, and the way to end it there. */
import type { ReactElement } from 'react';
import { ago } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { useAnswer, useWorkspace } from '../workspace/hooks.ts';
import { act, Line, Listed, SettingsSection } from './settings-parts.tsx';

interface OpenSession {
  readonly id: string;
  readonly signedInAt: string;
  readonly address: string | null;
  readonly device: string | null;
  readonly isThisOne: boolean;
}

export default function SessionsSection(): ReactElement {
  const { request } = useWorkspace();
  const { value, problem, isLoading, refresh } = useAnswer<{ readonly sessions: readonly OpenSession[] }>('/sessions');
  const end = async (run: () => Promise<unknown>, done: string): Promise<void> => {
    if (await act(done, 'The session was not ended', run)) refresh();
  };
  const others = value?.sessions.filter((one) => !one.isThisOne).length ?? 0;
  const endAll = (
    <Button
      onClick={() =>
        void end(() => request('POST', '/sessions/end-others', { body: {} }), 'Signed out everywhere else')
      }
    >
      Sign out everywhere else
    </Button>
  );
  return (
    <SettingsSection
      title="Sessions"
      lead="Where you are signed in. End what you do not recognise, and change your password."
      action={others > 0 && endAll}
    >
      <Listed loaded={{ value: value?.sessions ?? null, problem, isLoading }} empty="No session.">
        {(sessions) =>
          sessions.map((one) => (
            <Line
              key={one.id}
              title={one.device ?? 'Unknown browser'}
              detail={`Signed in ${ago(one.signedInAt)}${one.address === null ? '' : ` from ${one.address}`}`}
            >
              {one.isThisOne ? (
                <span className="text-sm text-muted">This browser</span>
              ) : (
                <Button small onClick={() => void end(() => request('DELETE', `/sessions/${one.id}`), 'Session ended')}>
                  End
                </Button>
              )}
            </Line>
          ))
        }
      </Listed>
    </SettingsSection>
  );
}
