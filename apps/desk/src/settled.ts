import type { Resource } from 'solid-js';

/** What has come, or undefined: reading a pending resource would blank the page up to the next Suspense, also on a reload. */
export function settled<T>(resource: Resource<T>): T | undefined {
  return resource.state === 'ready' || resource.state === 'refreshing' ? resource.latest : undefined;
}
