/** Names what is on screen as a view. */
import { type FormEvent, type ReactElement, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { Select } from '../primitive/select.tsx';
import type { SavedView } from '../workspace/resource.ts';
import { VIEW_SCOPES } from './saved-view.ts';

interface NameDialogProps {
  readonly onClose: () => void;
  readonly onSave: (title: string, scope: SavedView['scope']) => void;
}

export default function NameDialog({ onClose, onSave }: NameDialogProps): ReactElement {
  const [title, setTitle] = useState('');
  const [scope, setScope] = useState<SavedView['scope']>('private');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (title.trim() === '') setError('Give the view a name, as “Planned this quarter”.');
    else onSave(title.trim(), scope);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Save this view"
      description="It keeps layout, filter, sort, group and columns, not the rows."
    >
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <FormField
          label="Name"
          value={title}
          maxLength={120}
          autoFocus
          error={error}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <div className="flex flex-col gap-1">
          <span className="font-medium">Who finds it</span>
          <Select label="Who finds it" options={VIEW_SCOPES} value={scope} onChange={setScope} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            Save view
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
