import { createAsync, revalidate, useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, onCleanup, onMount, Show, type JSX } from 'solid-js';
import { normalisePhone } from '@one-window/domain/identity';
import { ApiError } from '@one-window/ui/api';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { Page } from '../home/layout.tsx';
import { notice, sendCode, signIn, whoChanged } from './data.ts';
import { createDoing } from './doing.ts';
import { forget, keep, kept } from './kept.ts';
import { Notice } from './notice.tsx';
import { Problem } from './problem.tsx';
import { t } from './words.ts';
import css from './form.module.css';

const isMobile = (phone: string): boolean => /^1[3-9]\d{9}$/.test(phone);
const again = 60_000;

/** A number, what is done with it, a code. Signed in one goes where one wanted to. */
export default function SignIn(): JSX.Element {
  const [params] = useSearchParams<{ to?: string }>();
  const asked = createAsync(() => notice());
  const before = kept('sign-in');
  const [phone, setPhone] = createSignal(before['phone'] ?? '');
  const [sentAt, setSentAt] = createSignal(Number(before['sentAt'] ?? 0));
  const [told, setTold] = createSignal<string>();
  const remember = (at: number): void => {
    setSentAt(at);
    keep('sign-in', { phone: phone(), sentAt: String(at) });
  };
  return (
    <Page title={sentAt() > 0 ? t('mine.signIn.codeTitle') : t('mine.signIn.title')} back>
      <Show when={params.to?.startsWith('/apply/')}>
        <p class={css['lead']}>{t('mine.signIn.back')}</p>
      </Show>
      <Show when={asked()}>
        {(now) => (
          <Show
            when={sentAt() > 0}
            fallback={
              <NumberStep
                phone={phone()}
                version={now().version}
                told={told()}
                onPhone={(text) => {
                  setPhone(text);
                  keep('sign-in', { phone: text });
                }}
                onSent={() => remember(Date.now())}
              />
            }
          >
            <CodeStep
              phone={normalisePhone(phone())}
              version={now().version}
              demo={now().demo}
              sentAt={sentAt()}
              to={insideOnly(params.to)}
              onSent={() => remember(Date.now())}
              onBack={(why) => {
                setTold(why);
                remember(0);
              }}
            />
          </Show>
        )}
      </Show>
    </Page>
  );
}

/** Only an address of ours: what stands in a link is written by anybody. */
const insideOnly = (to: string | undefined): string => (to && /^\/(?![/\\])/.test(to) ? to : '/my');

function NumberStep(props: {
  phone: string;
  version: string;
  told: string | undefined;
  onPhone: (text: string) => void;
  onSent: () => void;
}): JSX.Element {
  const doing = createDoing();
  const [read, setRead] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const bad = (): boolean => tried() && !isMobile(normalisePhone(props.phone));
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    const phone = normalisePhone(props.phone);
    if (!isMobile(phone)) return document.getElementById('phone-field')?.querySelector('input')?.focus();
    if (!read()) return;
    const { onSent } = props;
    void doing.run(async () => {
      await sendCode(phone);
      onSent();
    });
  };
  return (
    <form class={css['form']} onSubmit={send} novalidate>
      <div id="phone-field">
        <Field label={t('mine.signIn.phone')} help={t('mine.signIn.phoneHelp')} error={bad() ? t('mine.signIn.phoneBad') : undefined}>
          {(f) => (
            <input
              {...f}
              class={`input ${css['figures']}`}
              type="tel"
              inputmode="numeric"
              autocomplete="tel-national"
              maxlength="20"
              value={props.phone}
              onInput={(event) => props.onPhone(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <Problem text={doing.problem() ?? props.told} />
      <Notice version={props.version} />
      <label class={css['tick']}>
        <input type="checkbox" checked={read()} onChange={(event) => setRead(event.currentTarget.checked)} />
        <span>{t('mine.signIn.read')}</span>
      </label>
      <div class={css['acts']}>
        <Button
          type="submit"
          variant="primary"
          block
          busy={doing.busy()}
          busyText={t('mine.signIn.sending')}
          reason={read() ? undefined : t('mine.signIn.readFirst')}
        >
          {read() ? t('mine.signIn.send') : t('mine.signIn.readFirst')}
        </Button>
      </div>
      <p class={css['lead']}>{t('mine.signIn.noPhone')}</p>
    </form>
  );
}

function CodeStep(props: {
  phone: string;
  version: string;
  demo: boolean;
  sentAt: number;
  to: string;
  onSent: () => void;
  onBack: (why?: string) => void;
}): JSX.Element {
  const navigate = useNavigate();
  const doing = createDoing();
  const resend = createDoing();
  const [code, setCode] = createSignal('');
  const [tried, setTried] = createSignal(false);
  const wait = createCountdown(() => props.sentAt + again);
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());

  const enter = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (code().length !== 6) return field?.focus();
    const { to, version, onBack } = props;
    const json = { phone: props.phone, code: code(), noticeVersion: version };
    const old = (error: unknown): boolean => {
      if (!(error instanceof ApiError) || error.code !== 'auth.notice_old') return false;
      // the new text first, then it is ticked anew
      void revalidate('notice').then(() => onBack(t('mine.signIn.noticeOld')));
      return true;
    };
    void doing
      .run(async () => {
        await signIn(json);
        forget('sign-in');
        await whoChanged();
        navigate(to, { replace: true });
      }, old)
      .then(() => field?.select());
  };
  const sendAgain = (): void => {
    if (wait() > 0) return;
    const { phone, onSent } = props;
    void resend.run(async () => {
      await sendCode(phone);
      doing.setProblem(undefined);
      onSent();
    });
  };
  return (
    <form class={css['form']} onSubmit={enter} novalidate>
      <p class={css['lead']}>{t('mine.signIn.sentTo', { phone: props.phone })}</p>
      <Show when={props.demo}>
        <a class={css['row']} href="/outbox" target="_blank">
          {t('mine.signIn.outbox')}
        </a>
      </Show>
      <Field
        label={t('mine.signIn.code')}
        help={t('mine.signIn.codeHelp')}
        error={doing.problem() ?? (tried() && code().length !== 6 ? t('mine.signIn.codeBad') : undefined)}
      >
        {(f) => (
          <input
            {...f}
            ref={(el) => (field = el)}
            class={`input ${css['code']} num`}
            inputmode="numeric"
            autocomplete="one-time-code"
            value={code()}
            onInput={(event) => {
              // a whole message may be pasted: its six digits are the code
              const digits = event.currentTarget.value.normalize('NFKC').match(/\d{6}/)?.[0];
              setCode(digits ?? event.currentTarget.value.normalize('NFKC').replace(/\D/g, '').slice(0, 6));
              event.currentTarget.value = code();
            }}
          />
        )}
      </Field>
      <div class={css['acts']}>
        <Button type="submit" variant="primary" block busy={doing.busy()} busyText={t('mine.signIn.entering')}>
          {t('mine.signIn.enter')}
        </Button>
        <Button
          block
          busy={resend.busy()}
          busyText={t('mine.signIn.sending')}
          reason={wait() > 0 ? t('mine.signIn.againIn', { s: wait() }) : undefined}
          onPress={sendAgain}
        >
          {wait() > 0 ? t('mine.signIn.againIn', { s: wait() }) : t('mine.signIn.again')}
        </Button>
        <Problem text={resend.problem()} />
        <Button variant="quiet" block onPress={() => props.onBack()}>
          {t('mine.signIn.otherPhone')}
        </Button>
      </div>
    </form>
  );
}

/** Whole seconds until then, never negative. */
function createCountdown(until: () => number): () => number {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 1_000);
  onCleanup(() => clearInterval(timer));
  return () => Math.max(0, Math.min(again / 1_000, Math.ceil((until() - now()) / 1_000)));
}
