import { useNavigate, useParams } from '@solidjs/router';
import { createMemo, Show } from 'solid-js';
import { AgeBadge } from '@one-window/ui/parts/AgeBadge';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { LiveStates, Message } from '../frame/LiveStates.tsx';
import { StaleBand } from '../frame/StaleBand.tsx';
import { createStaffLive } from '../live.ts';
import { holds } from '../roles.ts';
import { useMe } from '../session.ts';
import { HallPicker } from '../windows/HallPicker.tsx';
import { createGuide } from './guide.ts';
import { TakeFor } from './TakeFor.tsx';
import { Waiting } from './Waiting.tsx';
import { t } from './words.ts';
import css from './guide.module.css';

/** The guide's tablet (导办): what somebody needs and has with them, a number for them, and who stands in the wrong queue. */
export default function GuideScreen() {
  const me = useMe();
  const navigate = useNavigate();
  const params = useParams<{ hallId: string }>();
  const live = createStaffLive(() => params.hallId);
  const now = createMemo(() => live.serverNow());
  const guide = createGuide(() => params.hallId, live);
  return (
    <Show
      when={holds(me().staff.roles, 'hall.guide')}
      fallback={
        <Frame here="guide" title={t('desk.guide.title')} keys={<PlainKeys />}>
          <Message title={t('desk.denied.title')} body={t('desk.denied.body')} />
        </Frame>
      }
    >
      <LiveStates live={live} here="guide">
        {(view) => (
          <Frame here="guide" title={t('desk.guide.title')} keys={<PlainKeys>{<AgeBadge live={live} />}</PlainKeys>}>
            <main class={css['stage']}>
              <header class={css['top']}>
                <h1>{t('desk.guide.title')}</h1>
                <Show when={live.stale()}>
                  <StaleBand live={live} next={t('desk.stale_wait')} />
                </Show>
                <span class={css['tools']}>
                  <HallPicker hallId={params.hallId} onPick={(id) => navigate(`/guide/${id}`)} />
                </span>
              </header>
              <div class={css['grid']}>
                <TakeFor view={view()} guide={guide} />
                <Waiting view={view()} now={now()} guide={guide} />
              </div>
            </main>
          </Frame>
        )}
      </LiveStates>
    </Show>
  );
}
