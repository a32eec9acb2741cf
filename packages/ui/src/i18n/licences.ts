/** What a licence is now, and its own machine in words; the four ends that differ in law keep their names. zh is the source. */
export const zh = {
  'licence.status.VALID': '有效',
  'licence.status.CORRECTED': '有效（更正过）',
  'licence.status.EXPIRED': '过期',
  'licence.status.WITHDRAWN_BY_ORGAN': '撤回',
  'licence.status.REVOKED': '撤销',
  'licence.status.CANCELLED': '注销',
  'licence.status.FORFEITED': '吊销',
  'licence.no_end': '长期',
} as const;

export type LicenceKey = keyof typeof zh;

export const en: Record<LicenceKey, string> = {
  'licence.status.VALID': 'Valid',
  'licence.status.CORRECTED': 'Valid, corrected',
  'licence.status.EXPIRED': 'Expired',
  'licence.status.WITHDRAWN_BY_ORGAN': 'Withdrawn',
  'licence.status.REVOKED': 'Revoked',
  'licence.status.CANCELLED': 'Cancelled',
  'licence.status.FORFEITED': 'Forfeited',
  'licence.no_end': 'no expiry',
};
