import { For } from 'solid-js';
import { declineGrounds, type DeclineGround } from '@one-window/domain/order-words';
import { errorText } from '@one-window/ui/errors';
import { Field } from '@one-window/ui/parts/Field';
import type { Typed } from './typed.ts';
import { fieldWord, groundWord, t } from './words.ts';

/** 不予受理: why it is none of the hotline’s, and where the caller is told to go. */
export function DeclinePart(props: { typed: Typed; onType: (patch: Partial<Typed>) => void; asked: boolean }) {
  return (
    <>
      <Field
        label={t('desk.hotline.ground')}
        error={props.asked && props.typed.ground === '' ? errorText('order.ground_missing') : undefined}
      >
        {(f) => (
          <select {...f} class="input" onChange={(e) => props.onType({ ground: e.currentTarget.value as DeclineGround | '' })}>
            <option value="">{t('desk.hotline.choose_ground')}</option>
            <For each={declineGrounds}>
              {(ground) => (
                <option value={ground} selected={ground === props.typed.ground}>
                  {groundWord(ground)}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <Field
        label={fieldWord('direction')}
        help={t('desk.hotline.direction_help')}
        error={props.asked && props.typed.direction.trim() === '' ? errorText('order.direction_missing') : undefined}
      >
        {(f) => (
          <textarea
            {...f}
            class="input"
            rows="2"
            maxlength="4000"
            value={props.typed.direction}
            onInput={(e) => props.onType({ direction: e.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}
