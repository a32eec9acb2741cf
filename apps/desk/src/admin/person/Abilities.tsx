import { For, Show } from 'solid-js';
import type { Ability } from '@one-window/domain/assignments';
import { list } from '../../i18n.ts';
import { useConfig } from '../config.ts';
import type { StaffList } from '../staff-api.ts';
import { abilityLines } from './place.ts';
import css from './person.module.css';

/** What somebody will or will not be able to do, by place. */
export function Abilities(props: { title: string; abilities: readonly Ability[]; areas: StaffList['areas']; none: string }) {
  const config = useConfig();
  const lines = () => abilityLines(props.abilities, config, props.areas);
  return (
    <div class={css['abilities']}>
      <Show when={lines().length > 0} fallback={<p>{props.none}</p>}>
        <h4>{props.title}</h4>
        <dl>
          <For each={lines()}>
            {(line) => (
              <>
                <dt>{line.place}</dt>
                <dd>{list(line.abilities)}</dd>
              </>
            )}
          </For>
        </dl>
      </Show>
    </div>
  );
}
