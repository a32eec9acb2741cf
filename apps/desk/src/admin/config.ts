import { createContext, createEffect, createMemo, createResource, createSignal, useContext } from 'solid-js';
import { type AnySet, type ConfigEntity, type ConfigProblem, type ConfigValue } from '@one-window/domain/config';
import { planConfig, quiet } from '@one-window/domain/config-plan';
import { isUnanswered, newKey } from '../api.ts';
import { settled } from '../settled.ts';
import { makePresses } from '../window/press.ts';
import { applyChanges, loadConfig, previewChanges, type Preview, type VersionedConfig } from './config-api.ts';
import { begin, draftRows, edit, forget, noDrafts, remove, wishes, type Drafts } from './drafts.ts';

interface Deps {
  readonly onError: (error: unknown) => void;
}

/** What is set up, what waits to be applied, and the one way to apply it: preview, then all or nothing. */
export function createConfig(deps: Deps) {
  const [data, { refetch }] = createResource(loadConfig);
  const [drafts, setDrafts] = createSignal<Drafts>(noDrafts);
  const [preview, setPreview] = createSignal<Preview | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const [applied, setApplied] = createSignal(false);
  const [asked, setAsked] = createSignal(false);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  const config = () => settled(data);
  createEffect(() => data.error !== undefined && deps.onError(data.error));

  // the same rule as the server's, without what goes on in the halls just now: told while somebody types
  const problems = createMemo((): readonly ConfigProblem[] => {
    const all = config();
    return all && drafts().size > 0 ? planConfig(all, wishes(drafts()), quiet, newKey).problems : [];
  });

  const change = (next: (all: VersionedConfig, drafts: Drafts) => Drafts): void => {
    const all = config();
    if (!all) return;
    setApplied(false);
    setDrafts((before) => next(all, before));
  };

  async function ask(): Promise<void> {
    setError(null);
    setAsked(true);
    const changes = wishes(drafts());
    const result = await presses.run('preview', null, () => previewChanges(changes));
    if (result.kind === 'done') setPreview(result.value);
    if (result.kind === 'refused') refuse(result.error);
  }

  async function apply(): Promise<void> {
    setError(null);
    const changes = wishes(drafts());
    const version = config()?.version ?? 0;
    const result = await presses.run('apply', { changes, version }, async (key) => {
      await applyChanges(changes, version, key);
      await refetch();
    });
    if (result.kind === 'done') {
      setDrafts(noDrafts);
      setAsked(false);
      setPreview(null);
      setApplied(true);
    }
    if (result.kind === 'refused') refuse(result.error);
  }

  function refuse(refused: unknown): void {
    setError(refused);
    deps.onError(refused);
  }

  return {
    data,
    config,
    /** Of the realm: what staff read times in. */
    timeZone: () => config()?.realm[0]?.timeZone ?? 'Asia/Shanghai',
    reload: () => void refetch(),
    drafts,
    problems,
    preview,
    busy,
    error,
    applied,
    /** Before somebody wants to go on, an empty field is no mistake yet. */
    asked,
    rows: (entity: ConfigEntity) => {
      const all = config();
      return all ? draftRows(all, drafts(), entity) : [];
    },
    edit: (entity: ConfigEntity, id: string, field: string, value: ConfigValue) =>
      change((all, before) => edit(all, before, entity, id, field, value)),
    begin(entity: ConfigEntity, known: AnySet): string {
      const id = newKey();
      change((_all, before) => begin(before, entity, id, known));
      return id;
    },
    remove: (entity: ConfigEntity, id: string) => change((all, before) => remove(all, before, entity, id)),
    forget: (id: string) => change((_all, before) => forget(before, id)),
    discard: () => change(() => noDrafts),
    ask,
    apply,
    closePreview: () => {
      setError(null);
      setPreview(null);
    },
  };
}

export type Config = ReturnType<typeof createConfig>;
const ConfigContext = createContext<Config>();
export const ConfigProvider = ConfigContext.Provider;

/** The configuration that is being edited; only inside {@link ConfigProvider}. */
export function useConfig(): Config {
  const config = useContext(ConfigContext);
  if (!config) throw new Error('outside administration');
  return config;
}
