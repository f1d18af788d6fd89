/** What was imported, by whom, and the way to look at it or take it back. */
import { Link } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { count, moment } from '../format/format.ts';
import { type ImportRun, isUnderWay } from '../import/import-answers.ts';
import { UndoImport } from '../import/undo-import.tsx';
import { buttonLook } from '../primitive/button.tsx';
import { useAnswer, useMay, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { Line, Listed, SettingsSection } from './settings-parts.tsx';

const ASK_EVERY_MILLISECONDS = 1500;
const STATES: Readonly<Record<ImportRun['state'], string>> = {
  running: 'under way',
  finished: 'done',
  failed: 'stopped',
  undoing: 'being undone',
  undone: 'undone',
};

export default function ImportsSection(): ReactElement {
  const { value, problem, isLoading, refresh } = useAnswer<{ readonly items: readonly ImportRun[] }>('/imports');
  const isGoing = value?.items.some(isUnderWay) === true;
  useEffect(() => {
    if (!isGoing) return;
    const timer = window.setInterval(refresh, ASK_EVERY_MILLISECONDS);
    return () => window.clearInterval(timer);
  }, [isGoing, refresh]);
  return (
    <SettingsSection
      title="Imports"
      lead="Every file brought in, newest first. An import begins in the menu of a list."
    >
      <Listed
        loaded={{ value: value?.items ?? null, problem, isLoading }}
        empty="Nothing was imported yet. Open a list, then “Import” in its menu."
      >
        {(runs) => runs.map((run) => <ImportLine key={run.id} run={run} onAsked={refresh} />)}
      </Listed>
    </SettingsSection>
  );
}

function ImportLine({ run, onAsked }: { readonly run: ImportRun; readonly onAsked: () => void }): ReactElement {
  const { membership } = useWorkspace();
  const mayUndo = useMay('editor');
  const kind = model.kind(run.kind);
  const { created, updated, failed } = run.counts;
  const counts = `${count(created)} new, ${count(updated)} changed, ${count(failed)} refused`;
  return (
    <Line
      title={run.fileName}
      detail={`${kind.label.many} from ${run.source}: ${counts}. ${run.startedBy}, ${moment(run.startedAt)}.`}
    >
      <span className={run.state === 'failed' ? 'text-sm text-red' : 'text-sm text-muted'}>{STATES[run.state]}</span>
      <Link
        to="/$workspace/$plural/import"
        params={{ workspace: membership.slug, plural: kind.plural }}
        hash={run.id}
        className={buttonLook('quiet', true)}
      >
        Look at it
      </Link>
      {mayUndo && (run.state === 'finished' || run.state === 'failed') && (
        <UndoImport small run={run} onAsked={onAsked} />
      )}
    </Line>
  );
}
