/** Importing a file into a kind: choose it, say where its columns lead, see what would happen, let it happen. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Kind } from '../../../line/index.ts';
import { sizeText } from '../item/upload-file.ts';
import { useHash } from '../line/use-hash.ts';
import { Problem } from '../primitive/notice.tsx';
import { isNarrowing } from '../product/product-scope.ts';
import { useProductScope } from '../product/use-product.ts';
import { PageMissing } from '../route/page-states.tsx';
import { useMay, useWorkspace } from '../workspace/hooks.ts';
import { kindByPlural } from '../workspace/model.ts';
import { errorFrom } from '../workspace/request.ts';
import { sendFile } from '../workspace/send-file.ts';
import { CheckImport } from './check-import.tsx';
import { ChooseColumns } from './choose-columns.tsx';
import { ChooseFile } from './choose-file.tsx';
import type { DryRun, ImportPreset, ImportRun, ImportSettings, Preview, Upload } from './import-answers.ts';
import { type Chosen, type Given, presetChoice, suggestedChoice } from './mapping.ts';
import { WatchImport } from './watch-import.tsx';

const route = getRouteApi('/$workspace/$plural/import');

export default function ImportPage(): ReactElement {
  const { plural } = route.useParams();
  const kind = kindByPlural(plural);
  const mayImport = useMay('editor');
  if (kind === undefined) return <PageMissing />;
  if (mayImport) return <Import key={kind.name} kind={kind} />;
  return <Problem title="Only editors may import" detail="Ask an admin or owner of the workspace for that role." />;
}

interface Prepared {
  readonly upload: Upload;
  readonly preview: Preview;
  readonly chosen: Chosen;
}

interface Checked {
  readonly settings: ImportSettings;
  readonly dryRun: DryRun;
}

function Import({ kind }: { readonly kind: Kind }): ReactElement {
  const { request, membership } = useWorkspace();
  /** The address names the import under way, so that a reload, or a colleague, sees it too. */
  const [importId, setImportId] = useHash();
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const { isBusy, problem, attempt } = useAttempt();
  const scope = useProductScope();
  const given: Given = isNarrowing(scope, kind) ? { productId: scope.productId } : {};

  const take = (file: File): Promise<void> =>
    attempt(async () => {
      const query = new URLSearchParams({ name: file.name });
      const upload = await sendFile<Upload>(membership.slug, `/api/v1/files/uploads?${query.toString()}`, file);
      const body = { uploadId: upload.id, kind: kind.name };
      const preview = await request<Preview>('POST', '/imports/preview', { body });
      setPrepared({ upload, preview, chosen: suggestedChoice(preview, given) });
    });
  const openSheet = (upload: Upload, sheet: string, preset: ImportPreset | null): Promise<void> =>
    attempt(async () => {
      const body = { uploadId: upload.id, kind: kind.name, sheet };
      const preview = await request<Preview>('POST', '/imports/preview', { body });
      const chosen = preset === null ? suggestedChoice(preview, given) : presetChoice(preview, preset, given);
      setPrepared({ upload, preview, chosen });
    });
  const check = (settings: ImportSettings): Promise<void> =>
    attempt(async () => {
      const body = { uploadId: prepared?.upload.id, settings };
      setChecked({ settings, dryRun: await request<DryRun>('POST', '/imports/dry-run', { body }) });
    });
  const run = (): Promise<void> =>
    attempt(async () => {
      const body = { uploadId: prepared?.upload.id, settings: checked?.settings };
      setImportId((await request<ImportRun>('POST', '/imports', { body })).id);
    });
  const again = (): void => {
    setPrepared(null);
    setChecked(null);
    setImportId('');
  };

  const { many } = kind.label;
  const list = { workspace: membership.slug, plural: kind.plural };
  const back = (
    <Link to="/$workspace/$plural" params={list} className="text-sm text-accent hover:underline">
      All {many.toLowerCase()}
    </Link>
  );
  if (importId !== '') {
    return (
      <Step title={`Import ${many.toLowerCase()}`} back={back}>
        <WatchImport kind={kind} importId={importId} rows={checked?.dryRun.rowsRead ?? null} onAgain={again} />
      </Step>
    );
  }
  if (prepared === null) {
    return (
      <Step key="file" title={`Import ${many.toLowerCase()}`} back={back}>
        <ChooseFile kind={kind} isSending={isBusy} onFile={(file) => void take(file)} />
        {problem !== null && (
          <p role="alert" className="mt-3 text-red">
            {problem}
          </p>
        )}
      </Step>
    );
  }
  const { upload, preview, chosen } = prepared;
  if (checked === null) {
    return (
      <Step key="columns" title={`${upload.name}, ${sizeText(upload.sizeBytes)}: where its columns lead`} back={back}>
        <ChooseColumns
          key={upload.id}
          kind={kind}
          preview={preview}
          chosen={chosen}
          given={given}
          onChosen={(next) => setPrepared({ upload, preview, chosen: next })}
          isBusy={isBusy}
          problem={problem}
          onCheck={(settings) => void check(settings)}
          onSheet={(sheet, preset) => void openSheet(upload, sheet, preset)}
          onBack={again}
        />
      </Step>
    );
  }
  return (
    <Step key="check" title={`What would become of ${upload.name}`} back={back}>
      <CheckImport
        dryRun={checked.dryRun}
        fileName={upload.name}
        isStarting={isBusy}
        problem={problem}
        onRun={() => void run()}
        onBack={() => setChecked(null)}
      />
    </Step>
  );
}

/** One thing asked of the server at a time, and what it refused. */
function useAttempt() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(errorFrom(error).message);
    }
    setBusy(false);
  };
  return { isBusy, problem, attempt };
}

interface StepProps {
  readonly title: string;
  readonly back: ReactElement;
  readonly children: ReactNode;
}

/** A step begins at its heading, for those who hear the page too. */
function Step({ title, back, children }: StepProps): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="mx-auto max-w-3xl px-6 py-6 max-md:px-4">
      {back}
      <h2 ref={heading} tabIndex={-1} className="mb-4 text-xl font-semibold wrap-break-word outline-none">
        {title}
      </h2>
      {children}
    </div>
  );
}
