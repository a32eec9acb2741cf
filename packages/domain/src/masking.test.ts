import { describe, expect, test } from 'vitest';
import { maskId, maskName, maskPhone, maskWords } from './masking.ts';

describe('a name on a screen', () => {
  test.each([
    ['张三', '张*'],
    ['张小三', '张*三'],
    ['周王小华', '周**华'],
    ['欧阳修', '欧阳*'],
    ['司马相如', '司马*如'],
    ['欧阳', '欧*'],
    ['李', '*'],
    ['', ''],
    ['𠮷田明', '𠮷*明'],
    ['王𠮷', '王*'],
    ['买买提·吐尔逊', '买**·吐**'],
    ['John Smith', 'J*** S****'],
    ['José', 'J***'],
    ['王👨‍👩‍👧三', '王*三'],
    ['  张三 ', '张*'],
  ])('%s shows as %s', (name, masked) => expect(maskName(name)).toBe(masked));

  test('never shows a given name of two characters or more in full', () => {
    for (const name of ['张三丰', '诸葛孔明', '欧阳若兰', '阿卜杜拉']) expect(maskName(name)).toContain('*');
  });

  test('a name of 10,000 characters is masked and not a stumbling block', () => {
    const masked = maskName('王'.repeat(10_000));
    expect(masked).toHaveLength(10_000);
    expect(masked).toMatch(/^王\*+王$/);
  });
});

test.each([
  ['110101199001011234', '110***********1234'],
  ['51160219900101123X', '511***********123X'],
  ['E12345678', 'E******78'],
  ['12', '**'],
])('the number of identity %s shows as %s', (id, masked) => expect(maskId(id)).toBe(masked));

test.each([
  ['13812341234', '138****1234'],
  ['+86 138 1234 1234', '+86 138 **** 1234'],
  ['0826-2345678', '082*-***5678'],
  ['2345678', '****678'],
  ['12345', '*****'],
])('the phone %s shows as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

test.each([
  ['请叫13800001111的人来', '请叫********的人来'],
  ['打 138-0000 1111 找我', '打 ******** 找我'],
  ['身份证 51160219800304123X', '身份证 ********'],
  ['全角１３８００００１１１１也是', '全角********也是'],
  ['等了 45 分钟，3 号窗口，2026 年', '等了 45 分钟，3 号窗口，2026 年'],
])('words %j are read as %j', (words, read) => {
  expect(maskWords(words)).toBe(read);
});
