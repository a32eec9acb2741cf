import type { ItemGuide } from '../cases/api.ts';
import { allowanceText, t as cases, yuan } from '../cases/words.ts';
import { list } from '../i18n.ts';
import type { CallView } from './api.ts';
import { t } from './words.ts';

/** One thing that a guide says, as it is read out. */
export interface Quote {
  readonly label: string;
  readonly text: string;
}

/** Fee, limit, what to bring, how often to come, where: what callers ask for, out of the published version. */
export function quotesOf(item: ItemGuide, halls: CallView['halls']): Quote[] {
  const { version } = item;
  if (!version) return [];
  const quote = (of: 'fee' | 'limit' | 'materials' | 'visits' | 'places', text: string): Quote => ({
    label: t(`desk.hotline.says.${of}`),
    text: t(`desk.hotline.said.${of}`, { item: item.name, text }),
  });
  const places = item.places.flatMap(({ hallId }) => halls.find(({ id }) => id === hallId)?.name ?? []);
  return [
    quote('fee', feeText(version)),
    quote('limit', version.promise ? allowanceText(version.promise) : t('desk.hotline.at_once')),
    quote('materials', materialsText(version)),
    quote('visits', String(version.visits.most)),
    ...(places.length > 0 ? [quote('places', list([...new Set(places)]))] : []),
  ];
}

type Version = NonNullable<ItemGuide['version']>;

function feeText({ fees }: Version): string {
  if (fees.length === 0) return t('desk.hotline.no_fee');
  const amounts = fees.map(({ fen }) => t('desk.hotline.fee', { yuan: yuan(fen) }));
  return amounts.join(t('desk.hotline.or'));
}

/** Only what the caller has to bring; what depends on a situation says so. */
function materialsText({ materials }: Version): string {
  const brought = materials.filter(({ from }) => from === 'self');
  const notes = brought.map((material) => {
    const later = material.need === 'deferrable' ? cases('desk.case.later') : '';
    const note = list([later, material.when ? t('desk.hotline.depends') : '']);
    return note === '' ? material.name : t('desk.hotline.noted', { what: material.name, note });
  });
  return notes.length === 0 ? t('desk.hotline.nothing_to_bring') : list(notes);
}
