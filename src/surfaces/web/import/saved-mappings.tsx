/** Mappings kept for the file that comes every month: use one, keep this one, forget one. */
import { BookMarked, Trash2 } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { Kind } from '../../../line/index.ts';
import { plural } from '../format/format.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { Popover } from '../primitive/popover.tsx';
import { say, sayRefused } from '../primitive/toast.tsx';
import { useAnswer, useWorkspace } from '../workspace/hooks.ts';
import type { ImportPreset, ImportSettings } from './import-answers.ts';

export interface SavedMappingsProps {
  readonly kind: Kind;
  /** What would be kept now; null while nothing is mapped. */
  readonly settings: ImportSettings | null;
  /** The name offered for it. */
  readonly title: string;
  readonly onUse: (preset: ImportPreset) => void;
}

export function SavedMappings({ kind, settings, title, onUse }: SavedMappingsProps): ReactElement {
  const { request } = useWorkspace();
  const { value, problem, refresh } = useAnswer<{ readonly items: readonly ImportPreset[] }>('/import-presets');
  const [isOpen, setOpen] = useState(false);
  const [asking, setAsking] = useState<'name' | ImportPreset | null>(null);
  const presets = value?.items.filter((preset) => preset.settings.kind === kind.name) ?? [];
  const write = async (act: () => Promise<unknown>, done: string): Promise<void> => {
    setAsking(null);
    try {
      await act();
      refresh();
      say({ text: done });
    } catch (error) {
      sayRefused('The mapping was not changed', error);
    }
  };
  const use = (preset: ImportPreset): void => {
    setOpen(false);
    onUse(preset);
  };
  return (
    <>
      {presets.length > 0 && (
        <Popover
          label="Saved mappings"
          open={isOpen}
          onOpenChange={setOpen}
          trigger={
            <Button>
              <BookMarked size={16} aria-hidden />
              Use a saved mapping
            </Button>
          }
        >
          <ul className="w-80 max-w-full">
            {presets.map((preset) => (
              <li key={preset.id} className="flex items-center gap-1">
                <button
                  type="button"
                  className="flex min-h-9 min-w-0 flex-1 items-baseline gap-2 rounded-sm px-2 py-1.5 text-left hover:bg-sunk"
                  onClick={() => use(preset)}
                >
                  <span className="min-w-0 truncate">{preset.title}</span>
                  <span className="shrink-0 text-sm text-muted">
                    {plural(preset.settings.columns.length, 'column', 'columns')}
                  </span>
                </button>
                <IconButton small label={`Forget ${preset.title}`} onClick={() => setAsking(preset)}>
                  <Trash2 size={14} />
                </IconButton>
              </li>
            ))}
          </ul>
        </Popover>
      )}
      <Button disabled={settings === null} onClick={() => setAsking('name')}>
        Save this mapping…
      </Button>
      {value === null && problem !== null && (
        <p className="flex items-center gap-2 text-sm text-muted">
          Saved mappings cannot be shown now.
          <Button small look="plain" onClick={refresh}>
            Try again
          </Button>
        </p>
      )}
      {asking === 'name' && (
        <NameMapping
          first={title}
          taken={presets.map((preset) => preset.title)}
          onClose={() => setAsking(null)}
          onName={(name) =>
            void write(
              () => request('POST', '/import-presets', { body: { title: name, settings } }),
              `The mapping “${name}” is kept`,
            )
          }
        />
      )}
      {asking !== null && asking !== 'name' && (
        <Dialog open onClose={() => setAsking(null)} title={`Forget the mapping “${asking.title}”?`}>
          <p className="text-muted">What was imported with it stays as it is.</p>
          <DialogActions>
            <Button onClick={() => setAsking(null)}>Cancel</Button>
            <Button
              look="danger"
              onClick={() =>
                void write(() => request('DELETE', `/import-presets/${asking.id}`), `“${asking.title}” is forgotten`)
              }
            >
              Forget it
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}

interface NameMappingProps {
  readonly first: string;
  readonly taken: readonly string[];
  readonly onName: (title: string) => void;
  readonly onClose: () => void;
}

const TITLE_MOST = 100;

function NameMapping({ first, taken, onName, onClose }: NameMappingProps): ReactElement {
  const [title, setTitle] = useState(first);
  const [error, setError] = useState<string | null>(null);
  const name = title.trim();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name === '') setError('Give it a name, as “Play Store reviews”.');
    else onName(name);
  };
  const help = taken.includes(name)
    ? 'There is one of this name; saving replaces it.'
    : 'Everybody in the workspace can use it.';
  return (
    <Dialog
      open
      onClose={onClose}
      title="Save this mapping"
      description="It keeps where the columns lead and the values for every row, for the next file of its kind."
    >
      <form onSubmit={submit} noValidate>
        <FormField
          label="Name"
          value={title}
          maxLength={TITLE_MOST}
          error={error}
          help={help}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            Save the mapping
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
