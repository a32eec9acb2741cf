/** Is this paper true? What the page behind a paper's code says. zh is the source. */
export const zh = {
  'verify.title': '核验文书',
  'verify.true': '这份文书是真的',
  'verify.true_hint': '下面写的和文书上一样，才是这一份。',
  'verify.revoked': '这份文书是真的，但是准予后来被撤销了',
  'verify.revoked_hint': '它不能再当作准予用。',
  'verify.taken_back': '这份文书出过，后来作废了',
  'verify.taken_back_hint': '大厅更正过这件事，以后来的文书为准。请问大厅，或者打 12345。',
  'verify.unknown': '查不到这份文书',
  'verify.unknown_hint': '码不完整，或者不是本地大厅出的文书。请拿着文书问大厅，或者打 12345。',
  'verify.number': '文书号',
  'verify.kind': '文书',
  'verify.organ': '谁出的',
  'verify.date': '日期',
  'verify.item': '事项',
  'verify.applicant': '申请人',
} as const;

export type VerifyKey = keyof typeof zh;

export const en: Record<VerifyKey, string> = {
  'verify.title': 'Check a paper',
  'verify.true': 'This paper is true',
  'verify.true_hint': 'It is this one only if what stands here stands on it too.',
  'verify.revoked': 'This paper is true, but what it grants was revoked later',
  'verify.revoked_hint': 'It no longer counts as a grant.',
  'verify.taken_back': 'This paper was issued and taken back later',
  'verify.taken_back_hint': 'The hall corrected the case; the later paper counts. Ask the hall, or call 12345.',
  'verify.unknown': 'There is no such paper',
  'verify.unknown_hint': 'The code is not whole, or no hall here made the paper. Ask the hall with the paper in hand, or call 12345.',
  'verify.number': 'Number',
  'verify.kind': 'Paper',
  'verify.organ': 'Issued by',
  'verify.date': 'Date',
  'verify.item': 'Matter',
  'verify.applicant': 'Applicant',
};
