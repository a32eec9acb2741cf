/** What a window is asked to do: its own queues, and those that it only helps with while nobody waits for its own. Any other: never. */
export interface WindowSkills {
  /** All that it may call, with those that it only helps with. */
  readonly seriesIds: readonly string[];
  readonly fallbackIds: readonly string[];
}

/** What of a window's work a clerk does not do at all, and what only helps with. It narrows: no clerk makes a window serve more. */
export interface ClerkSkills {
  readonly neverIds: readonly string[];
  readonly fallbackIds: readonly string[];
}

/**
 * What is called where this clerk sits at this window. Somebody who is not trained for a matter gets nobody who waits for it,
 * whatever the window says; what the clerk or the window only helps with waits until nobody else is there.
 */
export function skillsAt(window: WindowSkills, clerk: ClerkSkills | undefined): WindowSkills {
  if (!clerk) return window;
  const seriesIds = window.seriesIds.filter((id) => !clerk.neverIds.includes(id));
  return { seriesIds, fallbackIds: seriesIds.filter((id) => window.fallbackIds.includes(id) || clerk.fallbackIds.includes(id)) };
}

/** 出件窗口: whoever is called there comes to collect. A window that serves nothing is none. */
export function deliversOnly(seriesIds: readonly string[], isResults: (seriesId: string) => boolean): boolean {
  return seriesIds.length > 0 && seriesIds.every(isResults);
}
