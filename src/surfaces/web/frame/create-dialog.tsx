/** `C`: a title is enough. What the list on screen has in common comes with it, and can be left out. */
import { type FormEvent, type ReactElement, useState } from 'react';
import type { Kind } from '../../../line/index.ts';
import { Button } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { Keys } from '../primitive/keys.tsx';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { Picker } from '../primitive/picker.tsx';
import { isNarrowing } from '../product/product-scope.ts';
import { useProductScope } from '../product/use-product.ts';
import type { Patch } from '../workspace/commit.ts';
import { useCommits, useMay, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { DraftValues } from './draft-values.tsx';
import { frameState, setFrame } from './frame-state.ts';
import { usePeek } from './use-peek.ts';

const LAST_KIND_AS = 'throughline.last-kind';

export function CreateDialog({ kindName }: { readonly kindName: string }): ReactElement {
  const mayEdit = useMay('editor');
  const kinds = model.kinds.filter((one) => mayEdit || one.contributorsMayAdd === true);
  const [kind, setKind] = useState(() => kindNamed(kinds, kindName));
  const [title, setTitle] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [leftOut, setLeftOut] = useState<readonly string[]>([]);
  const values = useDraft(kind, kindName);
  const commits = useCommits();
  const peek = usePeek();
  const close = (): void => setFrame({ create: null, draft: null });

  const create = async (more: boolean): Promise<void> => {
    if (kind === undefined) return;
    if (title.trim() === '') return setError('Give it a title: a few words are enough.');
    localStorage.setItem(LAST_KIND_AS, kind.name);
    setTitle('');
    setError(null);
    if (!more) close();
    const kept = Object.entries(values).filter(([name, value]) => !leftOut.includes(name) && value !== null);
    const created = await commits.create(kind, { title: title.trim(), ...Object.fromEntries(kept) });
    if (created !== null && !more) peek(created.key);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void create(false);
  };
  return (
    <Dialog
      open
      onClose={close}
      title={kind === undefined ? 'New' : `New ${kind.label.one.toLowerCase()}`}
      description={kind?.purpose}
    >
      <form onSubmit={submit} noValidate>
        <div className="flex flex-col gap-3">
          <KindChoice kinds={kinds} kind={kind} onChange={setKind} />
          <FormField
            label="Title"
            value={title}
            maxLength={300}
            dir="auto"
            autoFocus
            placeholder={kind?.example.title}
            error={error}
            onChange={(event) => setTitle(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              void create(true);
            }}
          />
          {kind !== undefined && <DraftValues kind={kind} values={values} leftOut={leftOut} onChange={setLeftOut} />}
        </div>
        <DialogActions>
          <span className="mr-auto flex items-center gap-2 text-sm text-muted max-sm:hidden">
            <Keys keys="Mod+Enter" /> create, and another
          </span>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit">
            Create
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** What it gets besides its title: an owner, the product one looks at, and what the list or group has in common that it is added to. */
function useDraft(kind: Kind | undefined, kindName: string): Patch {
  const mayEdit = useMay('editor');
  const { membership } = useWorkspace();
  // As it was asked for: the list behind the dialog may move on.
  const [{ draft, implied }] = useState(frameState);
  const scope = useProductScope();
  if (kind === undefined) return {};
  const ofProduct = isNarrowing(scope, kind) ? { productId: scope.productId } : {};
  if (!mayEdit) return ofProduct;
  const ofList = implied?.kind === kind.name ? implied.values : {};
  const ofGroup = kindName === kind.name ? (draft ?? {}) : {};
  return { ownerId: membership.memberId, ...ofProduct, ...ofList, ...ofGroup };
}

interface KindChoiceProps {
  readonly kinds: readonly Kind[];
  readonly kind: Kind | undefined;
  readonly onChange: (kind: Kind) => void;
}

function KindChoice({ kinds, kind, onChange }: KindChoiceProps): ReactElement {
  const options = kinds.map((one) => ({ value: one.name, label: one.label.one, mark: <KindIcon kind={one} /> }));
  const trigger = (
    <button
      type="button"
      aria-label="Kind"
      className="inline-flex h-8 items-center gap-2 self-start rounded-md border border-line-strong bg-raised px-2"
    >
      {kind !== undefined && <KindIcon kind={kind} />}
      {kind?.label.one ?? 'Choose a kind'}
    </button>
  );
  const choose = (name: string | null): void => {
    const chosen = kinds.find((one) => one.name === name);
    if (chosen !== undefined) onChange(chosen);
  };
  return <Picker label="Kind" options={options} value={kind?.name ?? null} onChange={choose} trigger={trigger} />;
}

function kindNamed(kinds: readonly Kind[], name: string): Kind | undefined {
  const last = localStorage.getItem(LAST_KIND_AS);
  return (
    kinds.find((kind) => kind.name === name) ??
    kinds.find((kind) => kind.name === last) ??
    kinds.find((kind) => kind.name === 'feature') ??
    kinds[0]
  );
}
