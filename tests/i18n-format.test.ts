import { describe, expect, it } from 'vitest';
import { formatDate, formatPlaceInStudy, formatSize, formatValue } from '#lib/i18n/format.ts';
import { translateFor } from '#lib/i18n/translate.ts';

describe('figures as our readers write them', () => {
  it.each([
    ['51.7%', '51,7\u00a0%'],
    ['75. 9%', '75,9\u00a0%'],
    ['56%', '56\u00a0%'],
    ['3.35', '3,35'],
    ['four', '4'],
    ['19.4% (1,014,688)', '19,4\u00a0% (1\u00a0014\u00a0688)']
  ])('%s → %s', (printed, shown) => expect(formatValue(printed)).toBe(shown));

  it('names places in the study, dates and sizes', () => {
    const t = translateFor('es');
    expect(formatPlaceInStudy('Table 1', t)).toBe('tabla 1');
    expect(formatPlaceInStudy('Section 4.2', t)).toBe('sección 4.2');
    expect(formatDate('2026-11-23')).toBe('23 nov 2026');
    expect(formatSize(560_432)).toBe('560 kB');
    expect(formatSize(2_549_906)).toBe('2,5 MB');
  });
});
