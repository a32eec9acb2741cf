import type { ConfigEntity } from '@one-window/domain/config';
import { actions, grants, type Assignment } from '@one-window/domain/permissions';
import type { Ability } from '@one-window/domain/assignments';
import type { Config } from '../config.ts';
import { t } from '../i18n.ts';
import type { StaffList } from '../staff-api.ts';
import { nameOfRow } from '../values.ts';

type Place = Pick<Assignment, 'areaId' | 'departmentId' | 'hallId' | 'itemGroup'>;

/** Where a role is held, in words. */
export function placeText(place: Place, config: Config, areas: StaffList['areas']): string {
  const named = (entity: ConfigEntity, id: string | null): string | null => {
    if (id === null) return null;
    const known = config.rows(entity).find(({ row }) => row.id === id)?.row;
    if (known) return nameOfRow(entity, known);
    return areas.find((area) => area.id === id)?.name ?? t('admin.person.place.gone');
  };
  const parts = [
    named('halls', place.hallId),
    named('departments', place.departmentId),
    named('areas', place.areaId) && t('admin.person.place.below', { area: named('areas', place.areaId) ?? '' }),
    place.itemGroup,
  ].filter((part) => part !== null);
  return parts.length === 0 ? t('admin.person.place.everywhere') : parts.join(' · ');
}

/** Abilities by place, each said once, in the order of the table of actions. */
export function abilityLines(
  abilities: readonly Ability[],
  config: Config,
  areas: StaffList['areas'],
): { place: string; abilities: string[] }[] {
  const places = new Map<string, Set<string>>();
  for (const { action, clause } of abilities) {
    const at = placeText(clause, config, areas);
    places.set(at, (places.get(at) ?? new Set()).add(action));
  }
  return [...places].map(([at, found]) => ({
    place: at,
    abilities: actions.filter((action) => found.has(action)).map((action) => t(`admin.can.${action}`)),
  }));
}

/** Is there anything yet that this role lets somebody do? */
export const isEmptyRole = (role: Assignment['roleId']): boolean => grants[role].length === 0;
