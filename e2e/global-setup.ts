import { startSystem } from './system.ts';

/** One demo system for all journeys. Its addresses reach the workers through the environment: see `urls.ts`. */
export default async function setup(): Promise<() => Promise<void>> {
  // one that runs already, while journeys are written
  if (process.env['OW_SYSTEM']) return async () => {};
  const system = await startSystem();
  const { portal, desk, hall, data } = system;
  process.env['OW_SYSTEM'] = JSON.stringify({ portal, desk, hall, data });
  return () => system.stop();
}
