import { For, Show, type JSX } from 'solid-js';
import { localTime } from '@one-window/domain/time';
import type { HallPublicView } from '@one-window/domain/views';
import { Qr } from '@one-window/ui/parts/Qr';
import { clock, nameOf } from '@one-window/ui/format';
import type { Device } from '../device.ts';
import type { Step } from './model.ts';
import { t } from './t.ts';

interface SlipProps {
  readonly taken: Extract<Step, { at: 'ticket' }>;
  readonly view: HallPublicView | null;
  readonly device: Device | null;
  /** Which print of this number it is. */
  readonly copy: number;
}

/** The paper, 80 mm wide: seen only by the printer. */
export function Slip(props: SlipProps): JSX.Element {
  const ticket = () => props.taken.ticket;
  const zone = (): string => props.view?.hall.timeZone ?? 'Asia/Shanghai';
  const windows = () => props.view?.series.find((s) => s.id === props.taken.choice.seriesId)?.openWindows ?? 0;
  return (
    <article class="slip" aria-hidden="true">
      <p class="hall">{props.view ? nameOf(props.view.hall.name) : ''}</p>
      <p class="no num" style={{ 'font-size': `${(24 * Math.min(1, 5 / ticket().number.length)).toFixed(1)}mm` }}>
        {ticket().number}
      </p>
      <p class="biz">{[nameOf(ticket().seriesName), ticket().itemNames.length > 1 ? '' : ticket().itemName].filter(Boolean).join('　')}</p>
      <Show when={ticket().itemNames.length > 1}>
        <ol>
          <For each={ticket().itemNames}>{(name) => <li>{name}</li>}</For>
        </ol>
      </Show>
      <Show when={props.taken.priority}>
        {(reason) => <p class="hall">{`${t('slip.priority')}　${t(`kiosk.priority.${reason()}`)}`}</p>}
      </Show>
      <hr />
      <dl>
        <dt>{t('slip.ahead')}</dt>
        <dd>{t('slip.aheadValue', { n: ticket().ahead })}</dd>
        <dt>{t('slip.wait')}</dt>
        <dd>
          {ticket().waitMinutes === null ? t('slip.waitUnknown') : t('slip.waitValue', { n: ticket().waitMinutes })}
          <Show when={ticket().waitMinutes !== null && windows() > 0}>
            <small>{t('slip.basis', { n: windows() })}</small>
          </Show>
        </dd>
        <Show when={ticket().place}>
          {(place) => (
            <>
              <dt>{t('slip.place')}</dt>
              <dd>{nameOf(place())}</dd>
            </>
          )}
        </Show>
      </dl>
      <hr />
      <div class="scan">
        <Qr label={t('kiosk.qr')} text={ticket().url} />
        <p>{t('slip.scan')}</p>
      </div>
      <hr />
      <p>{t('slip.rule', { minutes: props.view?.policy.rejoinMinutes ?? 30 })}</p>
      <p>{t('slip.noPhone')}</p>
      <p class="when">
        {`${localTime(ticket().takenAt, zone()).date} ${clock(ticket().takenAt, zone())}　${props.device?.name ?? ''}　${t('slip.copy', { n: props.copy })}`}
        <Show when={props.device?.demo}>
          <br />
          {t('slip.demo')}
        </Show>
      </p>
    </article>
  );
}
