/** The frame's own keys; pages add theirs on top. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useProducts } from '../product/use-product.ts';
import { pages } from '../route/pages.ts';
import { useCommits, useMay, useWorkspace } from '../workspace/hooks.ts';
import { kindByPlural, model } from '../workspace/model.ts';
import { type FrameState, frameState, setFrame } from './frame-state.ts';
import { type KeyMap, useKeys } from './keys.ts';

/** Kinds reached by G and a letter, the most used ones of each room. */
export const GO_KEYS: readonly (readonly [key: string, kind: string])[] = [
  ['F', 'feature'],
  ['N', 'need'],
  ['I', 'insight'],
  ['B', 'feedback'],
  ['P', 'persona'],
  ['J', 'objective'],
  ['R', 'release'],
  ['M', 'message'],
  ['C', 'claim'],
  ['A', 'asset'],
  ['L', 'launch'],
  ['T', 'task'],
];

export function FrameKeys(): null {
  const { membership, mirror, visitors } = useWorkspace();
  const itemOf = (ref: string) => mirror.find(ref) ?? visitors.item(ref);
  const { plural } = useParams({ strict: false });
  const peek = useSearch({ strict: false, select: (search) => search.peek });
  const navigate = useNavigate();
  const commits = useCommits();
  const mayAdd = useMay('contributor');
  const mayEdit = useMay('editor');
  const hasProducts = useProducts().length > 0;
  const workspace = membership.slug;

  const goes = GO_KEYS.flatMap(([key, name]) => {
    const kind = model.kinds.find((one) => one.name === name);
    return kind === undefined
      ? []
      : [
          [
            `G ${key}`,
            () => navigate({ to: '/$workspace/$plural', params: { workspace, plural: kind.plural } }),
          ] as const,
        ];
  });
  const pageGoes = pages.flatMap((page) =>
    page.key === undefined
      ? []
      : [[`G ${page.key}`, () => navigate({ to: `/$workspace/${page.path}`, params: { workspace } })] as const],
  );
  const onTargets = (patch: Partial<FrameState>) => () => {
    if (!mayEdit || frameState().targets.length === 0) return false;
    setFrame(patch);
    return true;
  };
  const map: KeyMap = {
    'mod+k': () => setFrame({ palette: frameState().palette === null ? 'all' : null }),
    c: () => mayAdd && setFrame({ create: kindByPlural(plural ?? '')?.name ?? 'any' }),
    s: onTargets({ palette: 'state' }),
    a: onTargets({ palette: 'assign' }),
    l: onTargets({ palette: 'link' }),
    p: () => hasProducts && setFrame({ palette: 'product' }),
    '?': () => setFrame({ keysShown: true }),
    'mod+z': () => void commits.undo.undo(),
    'mod+shift+z': () => void commits.undo.redo(),
    'mod+enter': () => {
      const [only, ...others] = frameState().targets;
      const ref = peek ?? (others.length > 0 ? undefined : only);
      if (ref === undefined) return false;
      void navigate({ to: '/$workspace/item/$ref', params: { workspace, ref: itemOf(ref)?.key ?? ref } });
      return true;
    },
    'g h': () => navigate({ to: '/$workspace', params: { workspace } }),
    'g s': () => navigate({ to: '/$workspace/settings/$section', params: { workspace, section: 'profile' } }),
    ...Object.fromEntries([...goes, ...pageGoes]),
  };
  useKeys(map);
  return null;
}
