import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, type FormatConfig } from 'oxfmt';
import { openapi, type Listener } from './app.ts';
import { deskApi, hallApi, portalApi } from './listeners.ts';

/**
 * Writes `client.ts`, the door of the front ends, from the description of every route: what is in `/api/openapi.json` is what
 * they compile against. Printed and not inferred from the routers, because an inferred type makes each front end check the
 * whole service: 260,000 types and not 39,000, five times the memory allocations. `--check` only compares.
 */

/** As much of JSON Schema as the routes' schemas use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly description?: string;
  readonly $ref?: string;
}

interface Content {
  readonly content: { readonly 'application/json': { readonly schema: JsonSchema } };
}
/** An answer; a table that is handed out as a file is none that a client reads. */
interface Answer {
  readonly content: { readonly 'application/json'?: { readonly schema: JsonSchema } };
}
interface Operation {
  readonly summary: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean; readonly schema: JsonSchema }[];
  readonly requestBody?: Content;
  readonly responses: { readonly 200: Answer };
}

/** What a listener says of itself, as far as it is read here. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

/** Who sends may leave a field out or give `undefined`; who reads JSON never meets `undefined`. */
type Way = 'sent' | 'answered';

/** The TypeScript of a schema. What it does not know it refuses: a guess would be a wrong type. */
export function typeOf(schema: JsonSchema, way: Way): string {
  const { type, anyOf, oneOf } = schema;
  if (schema.$ref) return schema.$ref.split('/').at(-1)!;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const choices = anyOf ?? oneOf ?? (Array.isArray(type) ? type.map((one: string) => ({ ...schema, type: one })) : null);
  if (choices) return union(choices.map((one) => typeOf(one, way)));
  if (type === 'array' && schema.items) return `readonly (${typeOf(schema.items, way)})[]`;
  if (type === 'object' && !schema.allOf) return objectType(schema, way);
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  if (Object.keys(schema).every((key) => key === 'description')) return 'unknown';
  throw new Error(`no type for ${JSON.stringify(schema)}`);
}

const union = (types: readonly string[]): string => [...new Set(types)].join(' | ');

function objectType({ properties, required = [], additionalProperties, propertyNames }: JsonSchema, way: Way): string {
  if (!properties) {
    const record = `Record<${typeOf(propertyNames ?? { type: 'string' }, way)}, ${typeOf(additionalProperties as JsonSchema, way)}>`;
    return `Readonly<${propertyNames?.enum && required.length === 0 ? `Partial<${record}>` : record}>`;
  }
  if (typeof additionalProperties === 'object') throw new Error(`no type for ${Object.keys(properties).join(', ')} and others`);
  const fields = Object.entries(properties).map(([name, schema]) => {
    const comment = schema.description ? `\n/** ${schema.description} */\n` : '';
    const type = typeOf(schema, way);
    if (required.includes(name)) return `${comment}readonly ${name}: ${type}`;
    return `${comment}readonly ${name}?: ${way === 'sent' && type !== 'unknown' ? `${type} | undefined` : type}`;
  });
  return `{ ${fields.join('; ')} }`;
}

/** Null where the answer is no JSON. */
function exchangeOf({ parameters = [], requestBody, responses }: Operation): string | null {
  const json = responses[200].content['application/json'];
  if (!json) return null;
  const parts = (['path', 'query'] as const).flatMap((place) => {
    const found = parameters.filter((one) => one.in === place);
    if (found.length === 0) return [];
    const required = found.filter((one) => one.required).map((one) => one.name);
    const properties = Object.fromEntries(found.map(({ name, schema }) => [name, schema]));
    const optional = required.length === 0 ? '?' : '';
    return [`readonly ${place === 'path' ? 'param' : place}${optional}: ${objectType({ properties, required }, 'sent')}`];
  });
  const sent = requestBody?.content['application/json'];
  if (sent) parts.push(`readonly json: ${typeOf(sent.schema, 'sent')}`);
  else if (requestBody) parts.push('readonly body: Blob');
  parts.push(`readonly answer: ${typeOf(json.schema, 'answered')}`);
  return `{ ${parts.join('; ')} }`;
}

/** One listener as an interface: `'GET /api/me': { answer: … }`. Routes that answer files stay out of it. */
export function contractOf(name: string, { paths }: Description): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const exchange = exchangeOf(operation);
      if (exchange === null) return [];
      const route = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
      return `/** ${operation.summary} */\n'${route}': ${exchange}`;
    }),
  );
  return `export interface ${name} {\n${routes.join(';\n')};\n}`;
}

/** The schemas that have a name, each once: listeners that share one must mean the same by it. */
function namedTypes(descriptions: readonly Description[]): string[] {
  const found = new Map<string, string>();
  for (const { components } of descriptions)
    for (const [name, schema] of Object.entries(components.schemas ?? {})) {
      const text = `export type ${name} = ${typeOf(schema, 'answered')};`;
      if ((found.get(name) ?? text) !== text) throw new Error(`two schemas are called ${name}`);
      found.set(name, text);
    }
  return [...found.values()].sort();
}

/** The whole of `client.ts`. Describing the routes needs no database, nobody who asks and no address. */
export async function written(): Promise<string> {
  const deps = { urls: { portal: '', desk: 'http:', hall: 'http:' } } as never;
  const people = {} as never;
  const describe = async (listener: Listener, api: unknown): Promise<Description> =>
    (await openapi(api as never, deps, listener)) as unknown as Description;
  const [portal, desk, hall] = await Promise.all([
    describe('portal', portalApi(deps)),
    describe('desk', deskApi(deps, people)),
    describe('hall', hallApi(deps, people)),
  ]);
  const text = [
    '// Made from the routes by `npm run contract`, and held to them by `npm run verify`: change the routes, not this.',
    ...namedTypes([portal, desk, hall]),
    contractOf('PortalApi', portal),
    contractOf('DeskApi', desk),
    contractOf('HallApi', hall),
  ].join('\n\n');
  const { code, errors } = await format('client.ts', text, oxfmtOptions());
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return code;
}

const oxfmtOptions = (): FormatConfig =>
  JSON.parse(readFileSync(new URL('../../../.oxfmtrc.json', import.meta.url), 'utf8')) as FormatConfig;

/** Where it stands. */
export const file = new URL('client.ts', import.meta.url);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await written();
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('apps/api/src/client.ts is not what the routes say: npm run contract\n');
    process.exitCode = 1;
  }
}
