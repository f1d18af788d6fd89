import { Command } from 'cmdk';
import { Archive, CircleDot, Keyboard, Link2, Moon, Package, Plus, Redo2, Sun, Undo2, UserRound } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { setPreference, usePreference } from '../preference/preference.ts';
import { Keys } from '../primitive/keys.tsx';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { useProducts } from '../product/use-product.ts';
import { useCommits, useMay } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { useDestinations } from './destinations.tsx';
import { fold } from './find-items.ts';
import { setFrame } from './frame-state.ts';
import { Choice, type ChoicesProps, NothingFound } from './palette-choices.tsx';
import { usePeek } from './use-peek.ts';
import { type Brief, useSearch } from './use-search.ts';

interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly mark: ReactNode;
  /** Does the same from anywhere. */
  readonly keys?: string | undefined;
  readonly run: () => void;
}

const ITEMS_SHOWN = 8;
const COMMANDS_SHOWN = 8;

export function EverythingChoices({ typed, targets, onClose }: ChoicesProps): ReactElement {
  const { found, elsewhere, isSearching } = useSearch(typed, ITEMS_SHOWN);
  const onTargets = useTargetCommands(targets, onClose);
  const going = useGoing(onClose);
  const creating = useCreating();
  const general = useGeneral(onClose);
  const peek = usePeek();
  const open = (item: Brief): void => {
    onClose();
    peek(item.key);
  };
  const wanted = fold(typed.trim());
  const fits = (command: PaletteCommand): boolean =>
    wanted.split(/\s+/).every((word) => fold(command.label).includes(word));
  const commands =
    wanted === ''
      ? [...onTargets, ...going.slice(0, 4), ...general]
      : [...onTargets, ...going, ...creating, ...general].filter(fits);
  return (
    <>
      <Group label="Items" isShown={found.length + elsewhere.length > 0}>
        {[...found, ...elsewhere].map((item) => (
          <Choice
            key={item.id}
            value={item.id}
            onSelect={() => open(item)}
            mark={<KindIcon kind={model.kind(item.kind)} />}
            detail={item.key}
          >
            {item.title}
          </Choice>
        ))}
      </Group>
      <Group label="Commands" isShown={commands.length > 0}>
        {commands.slice(0, wanted === '' ? commands.length : COMMANDS_SHOWN).map((command) => (
          <Choice
            key={command.id}
            value={command.id}
            onSelect={command.run}
            mark={command.mark}
            detail={command.keys !== undefined && <CommandKeys keys={command.keys} />}
          >
            {command.label}
          </Choice>
        ))}
      </Group>
      <NothingFound>{isSearching ? 'Searching…' : `Nothing is called “${typed}”. Press C to create it.`}</NothingFound>
    </>
  );
}

/** Not on a telephone, and no single letters for who switched them off. */
function CommandKeys({ keys }: { readonly keys: string }): ReactElement | null {
  const preference = usePreference();
  if (!preference.keys && !keys.startsWith('Mod')) return null;
  return (
    <span aria-hidden className="max-md:hidden">
      <Keys keys={keys} />
    </span>
  );
}

function Group({
  label,
  isShown,
  children,
}: {
  readonly label: string;
  readonly isShown: boolean;
  readonly children: ReactNode;
}): ReactElement | null {
  if (!isShown) return null;
  return (
    <Command.Group
      heading={label}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  );
}

function useTargetCommands(targets: ChoicesProps['targets'], onClose: () => void): readonly PaletteCommand[] {
  const commits = useCommits();
  const mayEdit = useMay('editor');
  if (!mayEdit || targets.length === 0) return [];
  const archived = targets.filter((item) => item.archivedAt !== null);
  const archive = (): void => {
    onClose();
    void (archived.length === targets.length
      ? commits.restore(targets)
      : commits.archive(targets.filter((item) => item.archivedAt === null)));
  };
  return [
    {
      id: 'do.state',
      label: 'Set the state…',
      mark: <CircleDot size={16} />,
      keys: 'S',
      run: () => setFrame({ palette: 'state' }),
    },
    {
      id: 'do.assign',
      label: 'Assign to…',
      mark: <UserRound size={16} />,
      keys: 'A',
      run: () => setFrame({ palette: 'assign' }),
    },
    {
      id: 'do.link',
      label: 'Link to…',
      mark: <Link2 size={16} />,
      keys: 'L',
      run: () => setFrame({ palette: 'link' }),
    },
    {
      id: 'do.archive',
      label: archived.length === targets.length ? 'Restore' : 'Archive',
      mark: <Archive size={16} />,
      keys: 'E',
      run: archive,
    },
  ];
}

function useGoing(onClose: () => void): readonly PaletteCommand[] {
  return useDestinations().map(({ id, label, letter, mark, go }) => ({
    id: `go.${id}`,
    label: `Go to ${label}`,
    mark,
    keys: letter === undefined ? undefined : `G ${letter}`,
    run: () => {
      onClose();
      void go();
    },
  }));
}

function useCreating(): readonly PaletteCommand[] {
  const mayEdit = useMay('editor');
  const mayAdd = useMay('contributor');
  const kinds = model.kinds.filter((kind) => mayEdit || (mayAdd && kind.contributorsMayAdd === true));
  return kinds.map((kind) => ({
    id: `new.${kind.name}`,
    label: `New ${kind.label.one.toLowerCase()}`,
    mark: <Plus size={16} />,
    run: () => setFrame({ palette: null, create: kind.name }),
  }));
}

function useGeneral(onClose: () => void): readonly PaletteCommand[] {
  const commits = useCommits();
  const hasProducts = useProducts().length > 0;
  const then = (act: () => unknown) => () => {
    onClose();
    void act();
  };
  return [
    { id: 'undo', label: 'Undo', mark: <Undo2 size={16} />, keys: 'Mod+Z', run: then(() => commits.undo.undo()) },
    { id: 'redo', label: 'Redo', mark: <Redo2 size={16} />, keys: 'Mod+Shift+Z', run: then(() => commits.undo.redo()) },
    ...(hasProducts
      ? [
          {
            id: 'product',
            label: 'Switch product…',
            mark: <Package size={16} />,
            run: () => setFrame({ palette: 'product' }),
          },
        ]
      : []),
    { id: 'light', label: 'Theme: light', mark: <Sun size={16} />, run: then(() => setPreference({ theme: 'light' })) },
    { id: 'dark', label: 'Theme: dark', mark: <Moon size={16} />, run: then(() => setPreference({ theme: 'dark' })) },
    {
      id: 'system',
      label: 'Theme: as the system',
      mark: <Sun size={16} />,
      run: then(() => setPreference({ theme: 'system' })),
    },
    {
      id: 'keys',
      label: 'List of keys',
      mark: <Keyboard size={16} />,
      keys: '?',
      run: () => setFrame({ palette: null, keysShown: true }),
    },
  ];
}
