import { revalidate } from '@solidjs/router';
import { createMemo, getOwner, onCleanup, runWithOwner, type Accessor } from 'solid-js';

/**
 * Keeps an open case as it stands in the office: what a window or a department does to it is read here without a reload. The
 * socket comes after the page: nothing waits for it, and without it the case is still read again now and then.
 */
export function createFollow(id: Accessor<string | null>, version: Accessor<number>): void {
  const owner = getOwner();
  let gone = false;
  onCleanup(() => (gone = true));
  void import('@one-window/ui/live').then(
    ({ createLive }) => {
      if (gone) return;
      const onView = (next: { readonly version: number }): void => {
        if (next.version > version()) void revalidate(['my-case', 'my-cases']);
      };
      runWithOwner(owner, () => createLive('case', createMemo(id), { onView }));
    },
    () => undefined,
  );
}
