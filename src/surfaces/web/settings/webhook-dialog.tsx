/** A webhook as a form, for a new one and for one that is there: where it goes, what for, and which changes it hears. */
import { type FormEvent, type ReactElement, useMemo, useState } from 'react';
import { both, words } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { MultiPicker } from '../primitive/picker.tsx';
import type { Option } from '../primitive/select.tsx';
import { useAnswer, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { errorFrom } from '../workspace/request.ts';

/** What a webhook hears; nothing named: everything. */
export interface Heard {
  readonly kinds: readonly string[];
  readonly operations: readonly string[];
}

export interface WebhookDialogProps {
  /** Null: a new one. */
  readonly webhook: (Heard & { readonly id: string; readonly url: string; readonly description: string }) | null;
  readonly onClose: () => void;
  /** The secret of a new one, shown this once; null where one was changed. */
  readonly onDone: (secret: string | null) => void;
}

/** @example heardBy({ kinds: ['feature'], operations: ['updateFeature'] }) // 'Only changes to features, by update feature' */
export function heardBy({ kinds, operations }: Heard): string {
  if (kinds.length + operations.length === 0) return 'Every change';
  const to = kinds.length === 0 ? '' : ` to ${both(kinds.map(nameOfKind))}`;
  const by = operations.length === 0 ? '' : ` by ${both(operations.map((name) => words(name).toLowerCase()))}`;
  return `Only changes${to}${to !== '' && by !== '' ? ',' : ''}${by}`;
}

const nameOfKind = (name: string): string =>
  model.kinds.find((kind) => kind.name === name)?.label.many.toLowerCase() ?? name;

export function WebhookDialog({ webhook, onClose, onDone }: WebhookDialogProps): ReactElement {
  const { request } = useWorkspace();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [kinds, setKinds] = useState(webhook?.kinds ?? []);
  const [operations, setOperations] = useState(webhook?.operations ?? []);
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = { url: url.trim(), description: description.trim(), kinds, operations };
    const written =
      webhook === null
        ? request<{ readonly secret: string }>('POST', '/webhooks', { body }).then(({ secret }) => onDone(secret))
        : request('PATCH', `/webhooks/${webhook.id}`, { body }).then(() => onDone(null));
    written.catch((problem: unknown) => setError(errorFrom(problem).message));
  };
  return (
    <Dialog open onClose={onClose} title={webhook === null ? 'New webhook' : 'Edit the webhook'}>
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <FormField
          label="Address"
          type="url"
          placeholder="https://hooks.example.com/throughline"
          autoFocus
          value={url}
          error={error}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <FormField
          label="What it is for"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Narrowed label="Changes to" all="Everything" options={KINDS} value={kinds} onChange={setKinds} />
          <Operations value={operations} onChange={setOperations} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={url.trim() === ''}>
            {webhook === null ? 'Add the webhook' : 'Save'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const KINDS: readonly Option[] = model.kinds.map((kind) => ({
  value: kind.name,
  label: kind.label.many,
  mark: <KindIcon kind={kind} />,
}));

interface ApiDescription {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { operationId?: string; tags?: readonly string[] }>>>
  >;
}
const WRITES = ['post', 'patch', 'put', 'delete'];
/** These write nothing that the log of changes holds, or nothing that is told to others. */
const NEVER_HEARD = ['Methods', 'Presence', 'Session', 'Set-up', 'Mail', 'Notifications', 'Webhooks'];

/** The server's own description says which operations there are; it is large, and asked for when somebody wants to choose. */
function Operations({ value, onChange }: Pick<NarrowedProps, 'value' | 'onChange'>): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const { value: api, problem } = useAnswer<ApiDescription>(isAsked ? '/openapi.json' : null);
  const options = useMemo(() => {
    const writes = Object.values(api?.paths ?? {}).flatMap((path) => WRITES.flatMap((method) => path[method] ?? []));
    const heard = writes.filter(({ tags = [] }) => !tags.some((tag) => NEVER_HEARD.includes(tag)));
    return [...new Set([...value, ...heard.flatMap(({ operationId }) => operationId ?? [])])].map(optionOf);
  }, [api, value]);
  return (
    <Narrowed
      label="Made by"
      all="Any operation"
      options={options}
      value={value}
      onChange={onChange}
      onOpen={() => setAsked(true)}
      emptyText={problem?.message ?? (api === null ? 'Asking which there are…' : 'Nothing matches.')}
    />
  );
}

const optionOf = (name: string): Option => ({ value: name, label: words(name) });

interface NarrowedProps {
  readonly label: string;
  /** What stands there while nothing is chosen. */
  readonly all: string;
  readonly options: readonly Option[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly onOpen?: () => void;
  readonly emptyText?: string;
}

function Narrowed({ label, all, options, value, onChange, onOpen, emptyText }: NarrowedProps): ReactElement {
  const chosen = options.filter((option) => value.includes(option.value)).map((option) => option.label);
  const text = chosen.length === 0 ? all : both(chosen);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="font-medium">{label}</span>
      <MultiPicker
        label={label}
        options={options}
        value={value}
        onChange={onChange}
        onOpenChange={(isOpen) => isOpen && onOpen?.()}
        {...(emptyText !== undefined && { emptyText })}
        trigger={
          <button
            type="button"
            aria-label={`${label}: ${text}`}
            className="h-8 truncate rounded-md border border-line-strong bg-raised px-2 text-left"
          >
            {text}
          </button>
        }
      />
    </div>
  );
}
