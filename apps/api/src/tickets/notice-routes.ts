import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import type { MessageLanguage } from '@one-window/domain/languages';
import { messageLanguages } from '@one-window/domain/languages';
import { noticeStates } from '@one-window/domain/notices';
import { citizensOf, type Citizens } from '../citizens/sessions.ts';
import type { Command } from '../db/change.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { mobile } from '../schemas.ts';
import { blindIndex } from '../security/fields.ts';
import { limiter } from '../security/limiter.ts';
import { askNotice, endNotice, type NoticeInput } from './notices.ts';
import { ticketLinkOf, ticketOfLink, type QueueDeps } from './routes.ts';

const link = z.object({ link: z.string().max(64) });
const told = z.object({ notice: z.enum(noticeStates).nullable() });

/** `phone` null: that of the account which is signed in. Without consent nothing is kept. */
export const noticeBody = z.object({
  phone: mobile.nullable(),
  lang: z.enum(messageLanguages),
  consent: z.literal(true),
});

/**
 * Asks by a link. A stranger's phone must not ring by our hand: a phone, a number and an address have few tries each, and one
 * number in a queue is worth one message, in a silent hall two.
 */
export async function askByLink(
  deps: QueueDeps,
  citizens: Citizens,
  c: Context<Env>,
  text: string,
  { phone, lang }: { readonly phone: string | null; readonly lang: MessageLanguage },
  command: (ticketId: string, input: NoticeInput) => Command,
): ReturnType<typeof askNotice> {
  const { hall, ticketId } = await ticketOfLink(deps, text);
  const mine = phone === null ? await citizens.require((name) => c.req.header(name)) : null;
  const input: NoticeInput = mine
    ? { phone: await citizens.phoneOf(mine.id), lang: mine.lang, from: 'account' }
    : { phone: phone!, lang, from: 'typed' };
  const index = blindIndex(deps.keys, 'phone', input.phone);
  await citizens.limiter.attempt('ticket_notice', { subject: index, address: c.get('address'), device: ticketId });
  return askNotice(deps, hall, ticketId, input, command(ticketId, input));
}

/** The phone page asks to be told. */
export function noticeRoutes(deps: QueueDeps) {
  const citizens = citizensOf(deps);
  const limits = limiter(deps);
  return new Hono<Env>()
    .post(
      '/tickets/:link/notice',
      route('askNotice', {
        summary: 'Be told by message when three are ahead, in a silent hall also when called; once',
        tag: 'tickets',
        public: true,
        command: true,
        result: told,
        errors: ['not_found', 'auth.required', 'ticket.not_allowed', 'hall.closed', 'limit.too_many'],
      }),
      valid('param', link),
      valid('json', noticeBody),
      async (c) => {
        const text = await ticketLinkOf(deps, limits, c);
        const body = c.req.valid('json');
        // what the key stands for is kept: the phone only as its fingerprint
        const named = (ticketId: string, { phone, ...rest }: NoticeInput) =>
          commandOf(c, 'ticket.notice', { ticketId, ...rest, phone: blindIndex(deps.keys, 'phone', phone) });
        return c.json(await askByLink(deps, citizens, c, text, body, named));
      },
    )
    .post(
      '/tickets/:link/notice/end',
      route('endNotice', {
        summary: 'No message any more; the phone is forgotten',
        tag: 'tickets',
        public: true,
        command: true,
        result: told,
        errors: ['not_found', 'hall.closed', 'limit.too_many'],
      }),
      valid('param', link),
      async (c) => {
        const { hall, ticketId } = await ticketOfLink(deps, await ticketLinkOf(deps, limits, c));
        return c.json(await endNotice(deps, hall, ticketId, commandOf(c, 'ticket.notice-end', { ticketId })));
      },
    );
}

/** What a form says, where it is not as it has to be. */
export const noticeOf = (form: Readonly<Record<string, unknown>>, lang: MessageLanguage): z.infer<typeof noticeBody> => {
  if (form['consent'] !== 'yes') throw new DomainError('request.invalid', { fields: ['consent'] });
  const phone = form['from'] === 'account' ? null : mobile.safeParse(form['phone']).data;
  if (phone === undefined) throw new DomainError('request.invalid', { fields: ['phone'] });
  return { phone, lang, consent: true };
};
