import type { PortalApi } from '@one-window/api/client';
import { ticketWords, type TicketLocale } from '@one-window/ui/ticket/scene';
import { ApiError, client, newKey } from '@one-window/ui/api';
import { focusNumber, part, type TicketScreen } from './take-over.ts';

/** The public listener. */
const call = client<PortalApi>();

const doing = { cancel: 'ticket.cancelling', rejoin: 'ticket.rejoining', 'let-pass': 'ticket.letPassing' } as const;
type Action = keyof typeof doing;
const refusals: Readonly<Record<string, 'ticket.tooMany' | 'ticket.nobodyBehind'>> = {
  'limit.too_many': 'ticket.tooMany',
  'ticket.nobody_behind': 'ticket.nobodyBehind',
};

/** Turns the page's two forms into requests that keep the page, and the question before a cancellation into a dialog. */
export function listen(screen: TicketScreen, link: string, locale: TicketLocale): void {
  const t = ticketWords(locale);
  const param = { link };
  const error = part('[data-error]');
  const dialog = part<HTMLDialogElement>('dialog');
  const ask = part('[data-ask]');

  const tell = (words: string): void => {
    error.textContent = words;
    error.hidden = words === '';
  };
  const press = async (form: HTMLFormElement, action: Action, button: HTMLButtonElement): Promise<void> => {
    if (button.getAttribute('aria-busy') === 'true') return;
    const words = button.textContent ?? '';
    const field = form.querySelector<HTMLInputElement>('[name=key]');
    button.setAttribute('aria-busy', 'true');
    button.textContent = t(doing[action]);
    tell('');
    try {
      await call(`POST /api/tickets/:link/${action}`, { param, key: field?.value ?? newKey() });
      if (field) field.value = newKey();
    } catch (error) {
      const { code, unanswered } = error instanceof ApiError ? error : new ApiError('offline', 0);
      // the same key is kept while the answer is unknown: pressed again, it acts once
      if (field && !unanswered) field.value = newKey();
      tell(t(unanswered ? 'ticket.failed' : (refusals[code] ?? 'ticket.refused')));
    }
    // the live view says it too; this says it on a phone whose socket is down
    await call('GET /api/tickets/:link', { param }).then(
      (view) => screen.show(view),
      () => undefined,
    );
    button.removeAttribute('aria-busy');
    button.textContent = words;
    if (dialog.open) dialog.close();
  };

  for (const action of Object.keys(doing) as Action[]) {
    const button = part<HTMLButtonElement>(`[data-do=${action}]`);
    const form = button.closest('form');
    form?.addEventListener('submit', (event) => {
      event.preventDefault();
      void press(form, action, button);
    });
  }
  ask.addEventListener('click', (event) => {
    event.preventDefault();
    open();
  });
  // a link with the role of a button answers the space bar too
  for (const el of [ask, part('[data-keep]')])
    el.addEventListener('keydown', (event) => {
      if (event.key !== ' ') return;
      event.preventDefault();
      el.click();
    });
  part('[data-keep]').addEventListener('click', (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener('close', () => (ask.hidden ? focusNumber() : ask.focus()));

  const open = (): void => {
    if (dialog.open) dialog.close();
    dialog.showModal();
    part('[data-keep]').focus();
  };
  if (dialog.open) open();
}
