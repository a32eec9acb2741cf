import { For, type JSX } from 'solid-js';
import { Kbd } from '@one-window/ui/parts/Kbd';
import { commandKeys } from './model.ts';

/** `人到了按 {start}` with `{start}` drawn as the key F4. */
export function withKeys(sentence: string): JSX.Element {
  const keys: Readonly<Record<string, string>> = commandKeys;
  return (
    <span>
      <For each={sentence.split(/(\{\w+\})/)}>
        {(part) => {
          const key = keys[part.slice(1, -1)];
          return part.startsWith('{') && key ? <Kbd>{key}</Kbd> : part;
        }}
      </For>
    </span>
  );
}
