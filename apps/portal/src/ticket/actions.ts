import type { TicketView } from '@one-window/domain/views';
import { ticketWords, type TicketLocale } from '@one-window/ui/ticket/scene';
import { newKey } from '@one-window/ui/api';
import { part, type TicketScreen } from './take-over.ts';

const doing = { cancel: 'ticket.cancelling', rejoin: 'ticket.rejoining' } as const;
type Action = keyof typeof doing;

/** Turns the page's two forms into requests that keep the page, and the question before a cancellation into a dialog. */
export function listen(screen: TicketScreen, link: string, locale: TicketLocale): void {
  const t = ticketWords(locale);
  const api = `/api/tickets/${encodeURIComponent(link)}`;
  const error = part('[data-error]');
  const dialog = part<HTMLDialogElement>('dialog');
  const ask = part('[data-ask]');

  const tell = (words: string): void => {
    error.textContent = words;
    error.hidden = words === '';
  };
  const renew = async (): Promise<void> => {
    const answer = await fetch(api);
    if (answer.ok) screen.show((await answer.json()) as TicketView);
  };

  const press = async (form: HTMLFormElement, action: Action, button: HTMLButtonElement): Promise<void> => {
    if (button.getAttribute('aria-busy') === 'true') return;
    const words = button.textContent ?? '';
    button.setAttribute('aria-busy', 'true');
    button.textContent = t(doing[action]);
    tell('');
    try {
      const key = form.querySelector<HTMLInputElement>('[name=key]');
      const answer = await fetch(`${api}/${action}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key?.value ?? '' },
        body: '{}',
      });
      // the same key is kept while the answer is unknown: pressed again, it acts once
      if (key && answer.status < 500) key.value = newKey();
      if (answer.status === 429) tell(t('ticket.tooMany'));
      else if (answer.status >= 500) tell(t('ticket.failed'));
      else if (!answer.ok) tell(t('ticket.refused'));
      await renew();
    } catch {
      tell(t('ticket.failed'));
    } finally {
      button.removeAttribute('aria-busy');
      button.textContent = words;
      if (dialog.open) dialog.close();
    }
  };

  for (const action of ['cancel', 'rejoin'] as const) {
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
  dialog.addEventListener('close', () => (ask.hidden ? part('[data-text=number]') : ask).focus());

  const open = (): void => {
    if (dialog.open) dialog.close();
    dialog.showModal();
    part('[data-keep]').focus();
  };
  if (dialog.open) open();
}
