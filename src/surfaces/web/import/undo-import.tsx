/** Taking an import back, whole; where people worked on what it made, those items may stay. */
import { type ReactElement, useState } from 'react';
import { plural } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { sayRefused } from '../primitive/toast.tsx';
import { useWorkspace } from '../workspace/hooks.ts';
import { RequestProblem } from '../workspace/request.ts';
import type { ImportRun } from './import-answers.ts';

export interface UndoImportProps {
  readonly run: ImportRun;
  readonly onAsked: () => void;
  readonly small?: boolean;
}

export function UndoImport({ run, onAsked, small = false }: UndoImportProps): ReactElement {
  const { request } = useWorkspace();
  const [asking, setAsking] = useState<'no' | 'first' | 'edited'>('no');
  const [inTheWay, setInTheWay] = useState('');
  const { created, updated } = run.counts;
  const undo = async (keepEdited: boolean): Promise<void> => {
    setAsking('no');
    try {
      await request('POST', `/imports/${run.id}/undo`, { body: { keepEdited } });
      onAsked();
    } catch (error) {
      if (error instanceof RequestProblem && error.id === 'import.cannot-undo') {
        setInTheWay(error.message);
        setAsking('edited');
      } else {
        sayRefused('The import was not undone', error);
      }
    }
  };
  return (
    <>
      <Button small={small} onClick={() => setAsking('first')}>
        Undo this import
      </Button>
      <Dialog open={asking === 'first'} onClose={() => setAsking('no')} title={`Undo the import of ${run.fileName}?`}>
        <p className="text-muted">
          {plural(created, 'item', 'items')} it made {created === 1 ? 'is' : 'are'} archived,{' '}
          {plural(updated, 'item', 'items')} it changed {updated === 1 ? 'gets' : 'get'} the old values back, and its
          links go.
        </p>
        <DialogActions>
          <Button onClick={() => setAsking('no')}>Cancel</Button>
          <Button look="danger" onClick={() => void undo(false)}>
            Undo the import
          </Button>
        </DialogActions>
      </Dialog>
      <Dialog open={asking === 'edited'} onClose={() => setAsking('no')} title="Some of it was worked on since">
        <p className="text-muted">{inTheWay}</p>
        <DialogActions>
          <Button onClick={() => setAsking('no')}>Cancel</Button>
          <Button look="danger" onClick={() => void undo(true)}>
            Keep those, undo the rest
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
