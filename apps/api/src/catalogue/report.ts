import { isCreditCode, nationalCodes, type CodeProblem } from '@one-window/domain/catalogue';
import type { Entry } from './import.ts';

export interface CatalogueReport {
  readonly read: number;
  readonly departments: number;
  readonly added: number;
  readonly changed: number;
  /** Completed by two people meanwhile, and different in the file: left as they are. */
  readonly conflicts: readonly string[];
  readonly closed: readonly string[];
  readonly nationalCodes: {
    readonly catalogCodes: number;
    readonly taskCodes: number;
    readonly underived: Readonly<Record<CodeProblem, number>>;
  };
  /** Every item code from which no national code could be read, and why. */
  readonly underivedCodes: readonly { readonly code: string; readonly problem: CodeProblem }[];
  readonly departmentCodes: {
    readonly eighteenCharacters: number;
    readonly valid: number;
    /** Published codes that are no unified social credit code, with the number of entries that carry them. */
    readonly invalid: readonly { readonly department: string; readonly code: string; readonly entries: number }[];
    readonly severalPerDepartment: readonly { readonly department: string; readonly codes: readonly string[] }[];
  };
  /** The same name under two codes: kept as two entries. */
  readonly sameNames: readonly string[];
}

export function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** Values that occur more than once. */
export function twice(values: readonly string[]): string[] {
  return [...groupBy(values, (value) => value)].filter(([, group]) => group.length > 1).map(([value]) => value);
}

/** What the codes of a file are worth: counts, and by name what does not parse. */
export function aboutCodes(entries: readonly Entry[]): Pick<CatalogueReport, 'nationalCodes' | 'underivedCodes' | 'departmentCodes'> {
  const codes = entries.map((e) => ({ code: e.itemCode, ...nationalCodes(e.itemCode, e.itemType) }));
  const underivedCodes = codes.flatMap(({ code, problem }) => (problem ? [{ code, problem }] : []));
  const underived: Record<CodeProblem, number> = {
    old_generation: 0,
    letters_in_basic_code: 0,
    fourteen_digits: 0,
    not_national: 0,
    type_differs: 0,
  };
  for (const { problem } of underivedCodes) underived[problem] += 1;
  const published = [...groupBy(entries, (e) => `${e.department} ${e.departmentCode}`).values()].map((group) => ({
    ...group[0]!,
    entries: group.length,
  }));
  const perDepartment = [...groupBy(published, (e) => `${e.areaCode} ${e.department}`).values()];
  return {
    nationalCodes: {
      catalogCodes: codes.filter((c) => c.catalogCode).length,
      taskCodes: codes.filter((c) => c.taskCode).length,
      underived,
    },
    underivedCodes,
    departmentCodes: {
      eighteenCharacters: entries.filter((e) => e.departmentCode.length === 18).length,
      valid: entries.filter((e) => isCreditCode(e.departmentCode.toUpperCase())).length,
      invalid: published
        .filter((e) => !isCreditCode(e.departmentCode.toUpperCase()))
        .map((e) => ({ department: e.department, code: e.departmentCode, entries: e.entries })),
      severalPerDepartment: perDepartment
        .filter((group) => group.length > 1)
        .map((group) => ({ department: group[0]!.department, codes: group.map((e) => e.departmentCode) })),
    },
  };
}
