/** Short sentences for the tests of the line: make a feature, say a message, link them, ask what is out of step. */
import type { AnyItem } from '../../src/line/kind.ts';
import type { Link } from '../../src/line/link.ts';
import type { TestWorkspace } from './workspace.ts';

export interface Story {
  feature(title: string, more?: object): Promise<AnyItem>;
  message(title: string, more?: object): Promise<AnyItem>;
  link(kind: string, from: AnyItem, to: AnyItem): Promise<Link>;
  outOfStep(item: AnyItem): Promise<readonly { readonly link: Link }[]>;
}

/** Told in the workspace that is open by then. @example const { feature, link } = storyIn(() => space); */
export function storyIn(space: () => TestWorkspace): Story {
  return {
    feature: (title, more = {}) => space().run('createFeature', { title, ...more }),
    message: (title, more = {}) => space().run('createMessage', { title, ...more }),
    link: (kind, from, to) => space().run('linkItems', { kind, from: from.key, to: to.key }),
    outOfStep: async (item) =>
      (await space().run<{ items: { link: Link }[] }>('listOutOfStep', { item: item.key })).items,
  };
}

/** The id of the failure a promise ends in. */
export function failing(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no failure',
    (error: { id: string }) => error.id,
  );
}
