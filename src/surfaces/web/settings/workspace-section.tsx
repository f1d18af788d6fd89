/** The workspace's own name and time zone. */
import { type FormEvent, type ReactElement, useState } from 'react';
import { DemoList } from '../demo/demo-list.tsx';
import { Button } from '../primitive/button.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { Picker } from '../primitive/picker.tsx';
import { useWorkspace } from '../workspace/hooks.ts';
import { useSession } from '../workspace/use-session.tsx';
import { NewWorkspace } from './new-workspace.tsx';
import { act, SettingsSection } from './settings-parts.tsx';

export default function WorkspaceSection(): ReactElement {
  return (
    <>
      <General />
      <SettingsSection
        title="Demonstrations"
        lead="Lines made from what companies published, to look around in. They stand beside your own items and can be taken out whole."
      >
        <DemoList />
      </SettingsSection>
      <NewWorkspace />
    </>
  );
}

function General(): ReactElement {
  const { membership, request } = useWorkspace();
  const { refresh } = useSession();
  const [name, setName] = useState(membership.name);
  const [timeZone, setTimeZone] = useState(membership.timeZone);
  const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await act('Workspace saved', 'The workspace was not saved', async () => {
      await request('PATCH', '/workspace', { body: { name: name.trim(), timeZone } });
      await refresh();
    });
  };
  return (
    <SettingsSection title="General" lead={`The address of this workspace is /${membership.slug}.`}>
      <form onSubmit={(event) => void save(event)} className="flex max-w-sm flex-col items-start gap-4">
        <FormField
          label="Name"
          value={name}
          maxLength={80}
          className="w-full"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className="flex w-full flex-col gap-1">
          <span className="font-medium">Time zone</span>
          <Picker
            label="Time zone"
            options={zones}
            value={timeZone}
            onChange={(next) => next !== null && setTimeZone(next)}
            trigger={
              <button
                type="button"
                aria-label={`Time zone: ${timeZone}`}
                className="h-8 w-full rounded-md border border-line-strong bg-raised px-2 text-left"
              >
                {timeZone}
              </button>
            }
          />
          <span className="text-sm text-muted">Decides what “today” is for due days, checks and launches.</span>
        </div>
        <Button
          look="primary"
          type="submit"
          disabled={name.trim() === '' || (name === membership.name && timeZone === membership.timeZone)}
        >
          Save
        </Button>
      </form>
    </SettingsSection>
  );
}
