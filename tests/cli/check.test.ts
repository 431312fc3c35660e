import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Issue } from '#lib/domain/issue.ts';

const check = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/check.ts', ...args], {
    encoding: 'utf8'
  });
  return { status, stdout, stderr };
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'willakuy-check-'));
  cpSync('content', path.join(folder, 'content'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const content = () => path.join(folder, 'content');

describe('npm run check', () => {
  it('finds no error in the library and says how much it read', () => {
    const { status, stdout } = check();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\d+ archivos, 0 errores, \d+ avisos$/m);
  });

  it('prints file, line, column, rule and remedy, and exits with 1', () => {
    writeFileSync(path.join(content(), 'guides/revisar-un-trabajo/es.md'), 'Sin datos al principio.');
    const { status, stdout } = check('--content', content());
    expect(status).toBe(1);
    expect(stdout).toMatch(/^content\/guides\/revisar-un-trabajo\/es\.md:1:1 bad-front-matter: Debe empezar con ---/m);
  });

  it('goes on past a broken file and gives JSON when asked', () => {
    writeFileSync(path.join(content(), 'contacts.yaml'), '- id: "sin cerrar\n');
    writeFileSync(path.join(content(), 'scripts/la-llamada/item.yaml'), 'kind: radio\n');
    const { status, stdout } = check('--content', content(), '--json');
    expect(status).toBe(1);
    const issues = JSON.parse(stdout) as Issue[];
    expect(issues.map((issue) => issue.file)).toEqual(
      expect.arrayContaining(['content/contacts.yaml', 'content/scripts/la-llamada/item.yaml'])
    );
  });

  it('says that a folder is not there', () => {
    const { status, stderr } = check('--content', path.join(folder, 'nada'));
    expect(status).toBe(1);
    expect(stderr).toContain('no existe o no es una carpeta');
  });
});
