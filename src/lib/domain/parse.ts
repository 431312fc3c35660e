import * as v from 'valibot';
import { isCollection, isMap, isNode, isPair, LineCounter, parseDocument, type Document as YamlDocument } from 'yaml';
import { issueAt, type Issue, type Place } from './issue.ts';

/** A parsed value and where each part of it stands. */
export interface Parsed<T> {
  value: T | undefined;
  issues: Issue[];
  /** Place of the value at a path (`['groups', 0, 'id']`), or of the nearest thing above it. */
  placeOf(path: readonly (string | number)[]): Place;
}

/**
 * YAML held against a schema. Nothing is swallowed: syntax errors, doubled keys, unknown keys and wrong values
 * are all reported, each at its line. `firstLine` is where the YAML begins in its file (front matter: 2).
 */
export function parseYaml<Schema extends v.GenericSchema>(
  file: string,
  source: string,
  schema: Schema,
  { firstLine = 1 } = {}
): Parsed<v.InferOutput<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const placeOf = (path: readonly (string | number)[]) => placeAt(offsetOf(document, path));

  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    const issues = syntax.map((error) =>
      issueAt(
        placeAt(error.pos[0]),
        'bad-yaml',
        `El YAML no se puede leer: ${error.message}. Revise comillas, dos puntos y sangría.`
      )
    );
    return { value: undefined, issues, placeOf };
  }
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      value: undefined,
      issues: [issueAt(placeAt(0), 'bad-yaml', `El YAML no se puede leer: ${reason}.`)],
      placeOf
    };
  }
  const result = v.safeParse(schema, plain);
  if (result.success) return { value: result.output, issues: [], placeOf };
  const issues = result.issues.map((issue) => {
    const path = (issue.path ?? []).map((step) => step.key as string | number);
    return issueAt(placeOf(path), 'bad-value', `${path.join('.') || 'el archivo'}: ${explain(issue)}`);
  });
  return { value: undefined, issues, placeOf };
}

function explain(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'schema' && issue.type === 'strict_object' && issue.expected === 'never')
    return 'esta clave no se conoce. Bórrela o corrija su nombre.';
  if (issue.received === 'undefined') return `falta. Se espera ${issue.expected ?? 'un valor'}.`;
  if (issue.kind === 'schema') return `se espera ${issue.expected ?? 'otro valor'} y hay ${issue.received}.`;
  return `${issue.message}`;
}

function offsetOf(document: YamlDocument, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    if (!isCollection(node)) return offset;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String(item.key) === String(step));
      if (!pair) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else {
      node = node.items[Number(step)];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    }
  }
  return offset;
}
