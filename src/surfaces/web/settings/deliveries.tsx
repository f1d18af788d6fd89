/** What became of a webhook's messages, newest first. */
import type { ReactElement } from 'react';
import { ago } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';
import { useAnswer, useWorkspace } from '../workspace/hooks.ts';
import { act, Listed } from './settings-parts.tsx';

interface Delivery {
  readonly id: string;
  readonly seq: number;
  readonly operation: string;
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastAnswer: string | null;
  readonly lastDurationMs: number | null;
  readonly createdAt: string;
}

const LOOKS = { waiting: 'text-muted', delivered: 'text-green', failed: 'text-red' } as const;

export function Deliveries({ webhookId }: { readonly webhookId: string }): ReactElement {
  const { request } = useWorkspace();
  const { value, problem, isLoading, refresh } = useAnswer<{ readonly items: readonly Delivery[] }>(
    `/webhooks/${webhookId}/deliveries`,
  );
  const again = async (id: string): Promise<void> => {
    await act('Sent again', 'It was not sent', () =>
      request('POST', `/webhooks/${webhookId}/deliveries/${id}/replay`, { body: {} }),
    );
    refresh();
  };
  return (
    <div className="mt-2 pl-4">
      <Listed loaded={{ value: value?.items ?? null, problem, isLoading }} empty="Nothing was sent yet.">
        {(items) =>
          items.map((one) => (
            <li key={one.id} className="flex min-h-9 flex-wrap items-center gap-x-3 border-b border-line text-sm">
              <span className={classNames('w-20', LOOKS[one.state])}>{one.state}</span>
              <span className="tabular w-16 text-muted">#{one.seq}</span>
              <span className="min-w-0 flex-1 truncate">{one.operation}</span>
              <span className="tabular text-muted">
                {one.lastStatus === null ? '' : one.lastStatus === 0 ? 'no answer' : one.lastStatus}
                {one.lastDurationMs === null ? '' : `, ${String(one.lastDurationMs)} ms`}
              </span>
              <time className="w-28 text-right text-muted" dateTime={one.createdAt}>
                {ago(one.createdAt)}
              </time>
              <Button small look="plain" onClick={() => void again(one.id)}>
                Send again
              </Button>
            </li>
          ))
        }
      </Listed>
    </div>
  );
}
