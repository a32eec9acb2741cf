import { Show, type JSX } from 'solid-js';
import type { PublicHall } from '@one-window/domain/views';
import { clock } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import Hand from 'lucide-solid/icons/hand';
import type { Help as HelpKey, HelpState } from './help.ts';
import { deskOf, helpProblem } from './problems.ts';
import { t } from './t.ts';

interface HelpProps {
  readonly help: HelpKey;
  readonly hall: PublicHall | null;
  /** Nothing is heard of the hall: whether somebody answered is not known here. */
  readonly stale: boolean;
  readonly onBack: () => void;
}

/** The whole screen turns yellow, so that staff see it across the hall too; what was begun waits behind it. */
export function Help(props: HelpProps): JSX.Element {
  const failed = () => as(props.help.state(), 'failed');
  const said = () => wordsOf(props.help.state(), props.hall, props.stale);
  return (
    <section class="helping">
      <div role="status">
        <Hand class="i" aria-hidden="true" />
        <h1 tabindex="-1">{said().head}</h1>
        <p class="large">{said().text}</p>
        <p>{said().hint}</p>
      </div>
      <div class="end">
        <Button onPress={() => props.onBack()}>{t(failed() ? 'kiosk.back' : 'kiosk.helpBack')}</Button>
        <Show when={failed()} fallback={<Button onPress={() => props.help.withdraw()}>{t('kiosk.helpNoMore')}</Button>}>
          {(press) => (
            <Button onPress={() => (press().action === 'ask' ? props.help.ask() : props.help.withdraw())}>{t('kiosk.tryAgain')}</Button>
          )}
        </Show>
      </div>
    </section>
  );
}

function as<K extends HelpState['at']>(state: HelpState, at: K): Extract<HelpState, { at: K }> | null {
  return state.at === at ? (state as Extract<HelpState, { at: K }>) : null;
}

interface Said {
  readonly head: string;
  readonly text: string;
  readonly hint: string;
}

function wordsOf(state: HelpState, hall: PublicHall | null, stale: boolean): Said {
  const desk = deskOf(hall);
  const time = (at: string): string => clock(at, hall?.timeZone ?? 'Asia/Shanghai');
  const orDesk = t('kiosk.helpDesk', { desk });
  if (state.at === 'failed')
    return {
      head: t(state.action === 'ask' ? 'kiosk.helpTitle' : 'kiosk.helpNotWithdrawn'),
      text: t(helpProblem(state.problem), state.problem.details),
      hint: t('kiosk.helpGo', { desk }),
    };
  if (stale) return { head: t('kiosk.helpTitle'), text: t('kiosk.helpStale'), hint: t('kiosk.helpGo', { desk }) };
  if (state.at === 'sending') return { head: t('kiosk.helpTitle'), text: t('kiosk.helpSending'), hint: orDesk };
  if (state.at === 'asked')
    return {
      head: t('kiosk.helpTitle'),
      text: t('kiosk.helpAsked'),
      hint: `${state.since ? t('kiosk.helpSince', { time: time(state.since) }) : ''}${orDesk}`,
    };
  const { window, role, at } = state.coming;
  const who = window ? t('kiosk.helpWho.window', { window }) : t(`kiosk.helpWho.${knownRole(role)}`);
  return { head: t('kiosk.helpComing'), text: who, hint: t('kiosk.helpComingSince', { time: time(at) }) };
}

const knownRoles = ['guide', 'hall_manager'] as const;
const knownRole = (role: string | null) => knownRoles.find((known) => known === role) ?? 'staff';
