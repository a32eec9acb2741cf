import { createHash } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { DomainError, type ErrorCode } from '@one-window/domain/errors';
import type { Action } from '@one-window/domain/permissions';
import { clipNames, packLimits } from '@one-window/domain/voice';
import { joinPack, splitPack } from '@one-window/domain/voice-pack';
import type { Deps } from '../deps.ts';
import { readUpload, uploadsOf, voiceFile } from '../files/body.ts';
import type { HallInfo } from '../halls/directory.ts';
import { route, valid, type Env } from '../http.ts';
import type { People } from '../staff/identity.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { inspectClip } from './audio.ts';

const media = 'application/octet-stream';
/** Any text: what is none of a pack is not found, and nobody is told so before they are known. */
const digest = z.string().max(64);
/** So many of a hall's recordings are kept, so that a change can be taken back; the one in use is never among those that go. */
const KEPT = 8;

/** Recordings of a hall, at the desk: sent whole, heard before they are used. That a hall speaks by them is configuration. */
export function voiceRoutes(deps: Deps, people: People) {
  const uploads = uploadsOf();
  const hallFor = async (c: Context<Env>, action: Action, id: string): Promise<{ hall: HallInfo; actor: StaffMemberActor }> => {
    const { actor } = await people.requireStaff((name) => c.req.header(name));
    const hall = await deps.halls.hall(id).catch(() => null);
    if (!hall) throw new DomainError('auth.forbidden', { action, reason: 'out_of_scope' });
    people.assertCan(actor, action, await people.hallSubject(hall));
    return { hall, actor };
  };
  return new Hono<Env>()
    .post(
      '/halls/:hallId/voice-packs',
      route('sendVoicePack', {
        summary: 'Recordings of a hall in one file, judged by their content; they speak when the configuration names their digest',
        tag: 'configuration',
        upload: true,
        result: z.object({ digest, clips: z.array(z.string()) }),
        errors: ['auth.forbidden', ...packErrors],
      }),
      valid('param', z.object({ hallId: z.uuid() })),
      async (c) => {
        const { hall, actor } = await hallFor(c, 'config.change', c.req.valid('param').hallId);
        return c.json(await uploads(async () => keepPack(deps, hall.id, actor.id, await readUpload(c, voiceFile))));
      },
    )
    .get(
      '/halls/:hallId/voice-packs/:digest',
      route('readVoicePack', {
        summary: 'Recordings of a hall, to be heard at the desk',
        tag: 'configuration',
        media,
        result: z.string(),
        errors: ['auth.forbidden', 'not_found'],
      }),
      valid('param', z.object({ hallId: z.uuid(), digest })),
      async (c) => {
        const param = c.req.valid('param');
        const { hall } = await hallFor(c, 'config.view', param.hallId);
        return answerPack(deps, c, hall.id, param.digest);
      },
    );
}

/** The same recordings for the screens of the hall that sent them, and for no other. */
export function hallVoiceRoutes(deps: Deps, people: People) {
  return new Hono<Env>().get(
    '/voice-packs/:digest',
    route('readOwnVoicePack', {
      summary: 'Recordings of the hall of this screen; they never change under their digest',
      tag: 'screens',
      who: 'device',
      media,
      result: z.string(),
      errors: ['not_found'],
    }),
    valid('param', z.object({ digest })),
    async (c) => {
      const device = await people.device((name) => c.req.header(name));
      if (!device) throw new DomainError('auth.required');
      return answerPack(deps, c, device.hallId, c.req.valid('param').digest);
    },
  );
}

const packErrors: readonly ErrorCode[] = [
  'voice.too_large',
  'voice.unreadable',
  'voice.empty',
  'voice.clip_large',
  'voice.not_audio',
  'voice.damaged',
  'voice.inaudible',
  'voice.length',
];

/** All of it is in order or nothing is kept; the same recordings sent again are the same row. */
async function keepPack(deps: Deps, hallId: string, by: string, sent: Uint8Array): Promise<{ digest: string; clips: string[] }> {
  const clips = splitPack(sent);
  if (!clips) throw new DomainError('voice.unreadable');
  if (clips.size === 0) throw new DomainError('voice.empty');
  assertSound(clips);
  // in the one order of the words: what a digest names does not hang on how somebody sorted the files
  const pack = Buffer.from(joinPack(clips));
  const name = createHash('sha256').update(pack).digest('hex');
  await deps.sql.begin(async (tx) => {
    await tx`select 1 from halls where id = ${hallId} for no key update`;
    await tx`
      insert into voice_packs (hall_id, digest, pack, created_by, created_at) values (${hallId}, ${name}, ${pack}, ${by}, ${new Date(deps.now()).toISOString()})
      on conflict (hall_id, digest) do update set created_at = excluded.created_at`;
    await tx`
      delete from voice_packs p where p.hall_id = ${hallId}
        and p.digest not in (select digest from voice_packs where hall_id = ${hallId} order by created_at desc, digest limit ${KEPT})
        and not exists (select 1 from hall_voices v where v.hall_id = p.hall_id and v.pack = p.digest)`;
  });
  return { digest: name, clips: clipNames.filter((clip) => clips.has(clip)) };
}

/** Refuses with the first fault that there is, and with every recording that has it. */
function assertSound(clips: ReadonlyMap<string, Uint8Array>): void {
  const found = [...clips].map(([name, bytes]) => ({ name, large: bytes.length > packLimits.clipBytes, clip: inspectClip(bytes) }));
  const refuse = (code: ErrorCode, wrong: typeof found, details: Record<string, number> = {}): void => {
    const names = wrong.map(({ name }) => name);
    if (names.length > 0) throw new DomainError(code, { clips: names.slice(0, 8).join('、'), n: names.length, ...details });
  };
  const having = (fault: string): typeof found => found.filter(({ clip }) => 'fault' in clip && clip.fault === fault);
  refuse(
    'voice.clip_large',
    found.filter(({ large }) => large),
    { kb: packLimits.clipBytes / 1024 },
  );
  refuse('voice.not_audio', having('type'));
  refuse('voice.damaged', having('damaged'));
  refuse('voice.inaudible', having('silent'));
  const { minSeconds: min, maxSeconds: max } = packLimits;
  refuse(
    'voice.length',
    found.filter(({ clip }) => 'seconds' in clip && (clip.seconds < min || clip.seconds > max)),
    { min, max },
  );
}

async function answerPack(deps: Deps, c: Context<Env>, hallId: string, name: string): Promise<Response> {
  const [row] = await deps.sql<{ pack: Buffer }[]>`select pack from voice_packs where hall_id = ${hallId} and digest = ${name}`;
  if (!row) throw new DomainError('not_found');
  c.set('policy', "default-src 'none'; sandbox");
  return c.body(new Uint8Array(row.pack), 200, {
    'content-type': media,
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=31536000, immutable',
    etag: `"${name}"`,
  });
}
