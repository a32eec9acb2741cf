import type { Sql } from 'postgres';

/** Which queue of a demo hall takes a department's business, by the department's published name. Ours, like the halls. */
const departmentsOf: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  centre: {
    A: ['区民政局', '区残联', '区退役军人事务局', '区教科体局', '区司法局', '区委统战部', '区委办'],
    B: [
      '区行政审批局',
      '区市监局',
      '区交通运输局',
      '区住建局',
      '区农业农村局',
      '区文广旅局',
      '区卫健局',
      '区林业局',
      '区生态环境局',
      '区水务局',
      '区应急管理局',
      '区政府办',
      '区烟草专卖局',
      '区气象局',
      '区财政局',
      '区综合执法局',
      '区发改局',
      '区公管办',
      '区商务局',
      '区经信局',
      '区消防大队',
      '区统计局',
    ],
    C: ['区自然资源和规划局'],
    D: ['区人社局', '区医疗保障局'],
    E: ['广安区税务局'],
    F: ['区公安分局'],
  },
  township: {
    A: ['区民政局', '区残联', '区退役军人事务局', '区教科体局', '区司法局', '区卫健局', '区农业农村局', '区林业局', '区公安分局'],
    D: ['区人社局', '区医疗保障局'],
  },
};

/** Items that do not go where their department goes. */
const itemsOf: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  centre: {
    A: ['居住证办理', '居民身份证办理（包括临时）', '居民身份证挂失申报、丢失招领', '居民身份证跨省异地办理', '居民身份证省内异地办理'],
  },
};

/** Departments whose business the queues of a demo hall take, by letter: part of the queue's configuration. */
export async function departmentsFor(sql: Sql, hallKey: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sql<{ id: string; published_name: string }[]>`select id, published_name from departments`;
  return new Map(
    Object.entries(departmentsOf[hallKey] ?? {}).map(([prefix, names]) => [
      prefix,
      rows.filter((row) => names.includes(row.published_name)).map((row) => row.id),
    ]),
  );
}

/** Single items that a queue takes beside its departments, so that a search at the kiosk answers with a number to take. */
export async function linkItems(sql: Sql, hallKey: string, series: ReadonlyMap<string, string>): Promise<void> {
  for (const [prefix, names] of Object.entries(itemsOf[hallKey] ?? {}))
    await sql`
      insert into series_items (series_id, item_id)
      select ${series.get(prefix)!}, id from service_items where name = any(${[...names]}::text[]) and valid_to is null on conflict do nothing`;
}
