import { describe, expect, it } from 'vitest';
import type { Contact } from '#lib/domain/contact.ts';
import { toFigures, type Figure } from '#lib/domain/evidence.ts';
import type { Fact } from '#lib/domain/fact.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { bearsOut, contactBearsOut, factBearsOut } from '#lib/domain/quantity/bears-out.ts';
import { isStructural } from '#lib/domain/quantity/quantity.ts';
import { readQuantities } from '#lib/domain/quantity/read.ts';

/** Each quantity as one short line: `use relation value unit`. */
const read = (text: string, language: LanguageCode): string[] =>
  readQuantities(text, language).map(({ use, relation, value, unit }) =>
    [use, relation, Math.round(value * 100) / 100, unit].filter((part) => part !== undefined).join(' ')
  );

const spanish: [text: string, ...quantities: string[]][] = [
  ['El 51,7 % de las organizaciones', 'share exact 51.7 percent'],
  ['El 51.7% lo dijo', 'share exact 51.7 percent'],
  ['cincuenta y uno coma siete por ciento', 'share exact 51.7 percent'],
  ['ochenta y seis coma dos por ciento', 'share exact 86.2 percent'],
  ['más del 50 % de las organizaciones', 'share more 50 percent'],
  ['casi el 80 %', 'share almost 80 percent'],
  ['alrededor del 24 %', 'share about 24 percent'],
  ['más de la mitad', 'share more 50 percent'],
  ['algo más de la mitad', 'share slightly-more 50 percent'],
  ['un poco más de la mitad', 'share slightly-more 50 percent'],
  ['casi la mitad', 'share almost 50 percent'],
  ['la mitad de las organizaciones', 'share exact 50 percent'],
  ['menos de la cuarta parte', 'share less 25 percent'],
  ['por lo menos la tercera parte', 'share at-least 33.33 percent'],
  ['dos tercios de las organizaciones', 'share exact 66.67 percent'],
  ['tres cuartas partes de las familias', 'share exact 75 percent'],
  ['ocho de cada diez', 'share exact 80 percent'],
  ['más de ocho de cada diez', 'share more 80 percent'],
  ['una de cada cuatro', 'share exact 25 percent'],
  ['8 de cada 10', 'share exact 80 percent'],
  ['De cada diez organizaciones, más de ocho lo habían oído', 'share more 80 percent'],
  ['de cada diez víctimas, cinco', 'share exact 50 percent'],
  ['tres de diez organizaciones', 'share exact 30 percent'],
  ['15 de las 30 organizaciones', 'number exact 15', 'number exact 30'],
  ['¾ de las organizaciones', 'share exact 75 percent'],
  ['la mayor parte de las organizaciones', 'share above 50 percent'],
  ['ochenta por cien', 'share exact 80 percent'],
  ['medio millón de personas', 'number exact 500000'],
  ['edad mínima: 16 años', 'limit exact 16 years'],
  ['página 2 de 3', 'label exact 2', 'count exact 3'],
  ['de 7 a 9 de la noche', 'count exact 7', 'count exact 9'],
  ['3/4 de las organizaciones', 'share exact 75 percent'],
  ['La mayoría de los jóvenes', 'share above 50 percent'],
  ['la gran mayoría de las organizaciones', 'share above 75 percent'],
  ['casi todas las organizaciones', 'share at-least 90 percent'],
  ['muy pocas organizaciones', 'share at-most 15 percent'],
  ['treinta organizaciones', 'number exact 30'],
  ['unas 30 organizaciones', 'number about 30'],
  ['ocho organizaciones', 'number exact 8'],
  ['más de 13 600 víctimas', 'number more 13600'],
  ['1.014.688 niñas y niños', 'number exact 1014688'],
  ['3,8 millones de personas', 'number exact 3800000'],
  ['mil cuatrocientos treinta', 'number exact 1430'],
  ['cientos de familias', 'number several 100'],
  ['S/ 200 cada dos meses', 'money exact 200 soles', 'duration exact 2 months'],
  ['doscientos soles', 'money exact 200 soles'],
  ['llama al 0800-15-170', 'phone exact 80015170'],
  ['marca uno, ocho, uno, ocho', 'phone exact 1818'],
  ['dieciocho dieciocho', 'phone exact 1818'],
  ['en 2014', 'year exact 2014 year'],
  ['dos mil catorce', 'year exact 2014 year'],
  ['menores de 18 años', 'limit exact 18 years'],
  ['antes de cumplir los 18 años', 'limit exact 18 years'],
  ['según la Ley 28950', 'law exact 28950'],
  ['RM 383-2025-MINEDU', 'law exact 383'],
  ['de siete a doce meses', 'duration exact 7 months', 'duration exact 12 months'],
  ['Rosa, de 17 años', 'duration exact 17 years'],
  ['Presentación (10 min / 15 min)', 'duration exact 10 minutes', 'duration exact 15 minutes'],
  ['las 24 horas', 'duration exact 24 hours'],
  ['atienden 24/7', 'duration exact 24 hours'],
  ['Tengo quince.', 'duration exact 15'],
  ['a las cinco y a las 5:30', 'clock exact 5', 'clock exact 5'],
  ['a las once salgo', 'clock exact 11'],
  ['el 28 de julio', 'clock exact 28'],
  ['2.º de secundaria', 'label exact 2'],
  ['Paso 2. Mi camino', 'label exact 2'],
  ['la Beca 18', 'label exact 18'],
  ['uno, dos, tres, ¡ya!', 'label exact 123'],
  ['tres preguntas y dos hermanas', 'count exact 3', 'count exact 2'],
  ['reparte 12 tarjetas', 'count exact 12'],
  ['la mitad de la clase', 'part exact 50 percent'],
  ['una hermana y un trabajo'],
  ['la mayoría de edad'],
  ['mil gracias'],
  ['hoja A4 y R9']
];

const quechua: [text: string, ...quantities: string[]][] = [
  ['kuskanmanta aswan', 'share more 50 percent'],
  ['Kuskanmanta aswanmi nirqanku', 'share more 50 percent'],
  ['kuskanmanta aslla aswan', 'share slightly-more 50 percent'],
  ['yaqa kuskan', 'share almost 50 percent'],
  ['kuskanmanta pisi', 'share less 50 percent'],
  ['organizacionkunap kuskan', 'share exact 50 percent'],
  ['chunka organizacionmanta pusaq', 'share exact 80 percent'],
  ['chunka organizacionmanta pusaqmanta aswan', 'share more 80 percent'],
  ['Chunka organizacionmanta yaqa isqun', 'share almost 90 percent'],
  ['tawamanta huk', 'share exact 25 percent'],
  ['tawamanta hukmanta pisi', 'share less 25 percent'],
  ['kimsamanta huknin', 'share exact 33.33 percent'],
  ['tawa organizacionmanta kimsa', 'share exact 75 percent'],
  ['pachakmanta pusaq chunka', 'share exact 80 percent'],
  ['10manta 8', 'share exact 80 percent'],
  ['yaqa llapan organizacionkuna', 'share at-least 90 percent'],
  ['51,7 %', 'share exact 51.7 percent'],
  ['51,7 % organizacionkunam nirqanku', 'share exact 51.7 percent'],
  ['kimsa chunka organizacionkuna', 'number exact 30'],
  ['kinsa chunka organizacion', 'number exact 30'],
  ['kimsa chunka hina organizacionkuna', 'number about 30'],
  ['qanchis chunka pusaqniyuq tapuykuna', 'number exact 78'],
  ['13 600 runa', 'number exact 13600'],
  ['iskay pachak solta', 'money exact 200 soles'],
  ['200 solta', 'money exact 200 soles'],
  ['huk, pusaq, huk, pusaq', 'phone exact 1818'],
  ['2014 watapim', 'year exact 2014 year'],
  ['iskay waranqa chunka tawayuq watapi', 'year exact 2014 year'],
  ['manaraq 18 watayuq', 'limit exact 18 years'],
  ['14 watayuqmanta pacha', 'limit exact 14 years'],
  ['chunka qanchisniyuq watayuq sipas', 'duration exact 17 years'],
  ['17 watayuq', 'duration exact 17 years'],
  ['90 minutopaq kaptinqa', 'duration exact 90 minutes'],
  ["iskay p'unchaw puriq", 'duration exact 2 days'],
  ['qanchis killamanta chunka iskayniyuq killakama', 'duration exact 7 months', 'duration exact 12 months'],
  ['24 horam', 'duration exact 24 hours'],
  ['huk, iskay, kimsa!', 'label exact 123'],
  ['iskay kaq grado', 'label exact 2'],
  ['kimsa tapuykuna', 'count exact 3'],
  ['iskay ñañay', 'count exact 2'],
  ['kimsa tapuymanta hukta akllay', 'part exact 33.33 percent'],
  ['llullakuspa pusaq runa'],
  ['huk warmi'],
  ["ch'usaqqa DNInta apan"],
  ['¿Iskayyankichu?'],
  ['kuskan tuta'],
  ['kuskalla purisun'],
  ['pachakuna, pachakama']
];

describe('readQuantities', () => {
  it.each(spanish)('es: %s', (text, ...quantities) => expect(read(text, 'es')).toEqual(quantities));
  it.each(quechua)('quz: %s', (text, ...quantities) => expect(read(text, 'quz')).toEqual(quantities));

  it('tells where a quantity stands, with the words that belong to it', () => {
    const text = 'Según ellas, algo más de la mitad lo vio.';
    const [quantity] = readQuantities(text, 'es');
    expect(text.slice(quantity?.start, quantity?.end)).toBe('algo más de la mitad');
    expect(quantity?.text).toBe('algo más de la mitad');
  });
});

describe('isStructural', () => {
  it.each<[text: string, language: LanguageCode, structural: boolean]>([
    ['dos hermanas', 'es', true],
    ['17 años', 'es', true],
    ['la mitad del pan', 'es', true],
    ['once ovejas', 'es', false],
    ['dos víctimas', 'es', false],
    ['menores de 14 años', 'es', false],
    ['veinte soles', 'es', false],
    ['la mitad de los jóvenes', 'es', false],
    ['casi la mitad', 'es', false],
    ['iskay uwiha', 'quz', true],
    ['17 watayuq', 'quz', true],
    ['iskay chunka uwiha', 'quz', false],
    ['iskay organizacion', 'quz', false],
    ['yaqa kuskan', 'quz', false]
  ])('%s', (text, language, structural) => expect(readQuantities(text, language).every(isStructural)).toBe(structural));
});

const localized = { es: '—', quz: '—' };
const figures = toFigures([
  {
    id: 'grupo',
    title: localized,
    source: 'Table 1',
    counted: 'organizations',
    unit: 'percent',
    findings: [
      ...['51.7%', '48.3%', '24.1%', '86.2%', '93.10%', '79.3%', '75. 9%', '3.4%'].map((value) => ({
        id: `p${value.replace(/\D/g, '')}`,
        label: localized,
        values: { often: value },
        use: 'citable' as const
      })),
      { id: 'mean', label: localized, values: { mean: '3.35' }, use: 'citable', unit: 'mean-1-5' },
      { id: 'count', label: localized, values: { count: '30' }, use: 'citable', unit: 'count' },
      { id: 'words', label: localized, values: { count: 'four' }, use: 'citable', unit: 'count', accepts: ['cuatro'] },
      {
        id: 'span',
        label: localized,
        values: { range: '7-12 months', longest: 'longer than 5 years' },
        use: 'citable',
        unit: 'months',
        accepts: ['de 7 a 12 meses', 'más de 5 años']
      },
      {
        id: 'third',
        label: localized,
        values: { share: 'A third' },
        use: 'citable',
        unit: 'text',
        accepts: ['un tercio']
      },
      { id: 'told', label: localized, values: {}, statement: localized, use: 'citable' }
    ]
  }
]);
const figure = (id: string): Figure => {
  const found = figures.get(id);
  if (!found) throw new Error(`no figure ${id}`);
  return found;
};
const allHold = (text: string, language: LanguageCode, id: string): boolean => {
  const quantities = readQuantities(text, language);
  expect(quantities.length).toBeGreaterThan(0);
  return quantities.every((quantity) => bearsOut(quantity, figure(id)));
};

describe('bearsOut', () => {
  it.each<[text: string, language: LanguageCode, figure: string]>([
    ['51,7 %', 'es', 'p517.often'],
    ['cincuenta y uno coma siete por ciento', 'es', 'p517.often'],
    ['más de la mitad', 'es', 'p517.often'],
    ['algo más de la mitad', 'es', 'p517.often'],
    ['casi la mitad', 'es', 'p483.often'],
    ['menos de la cuarta parte', 'es', 'p241.often'],
    ['una de cada cuatro', 'es', 'p241.often'],
    ['más de ocho de cada diez', 'es', 'p862.often'],
    ['casi nueve de cada diez', 'es', 'p862.often'],
    ['ocho de cada diez', 'es', 'p793.often'],
    ['más de tres de cada cuatro', 'es', 'p759.often'],
    ['casi todas las organizaciones', 'es', 'p9310.often'],
    ['la mayoría de las organizaciones', 'es', 'p862.often'],
    ['muy pocas organizaciones', 'es', 'p34.often'],
    ['3,35 de 5', 'es', 'mean.mean'],
    ['unas 30 organizaciones', 'es', 'count.count'],
    ['cuatro', 'es', 'words.count'],
    ['de 7 a 12 meses', 'es', 'span.range'],
    ['más de 5 años', 'es', 'span.longest'],
    ['un tercio', 'es', 'third.share'],
    ['kuskanmanta aswan', 'quz', 'p517.often'],
    ['yaqa kuskan', 'quz', 'p483.often'],
    ['chunka organizacionmanta pusaqmanta aswan', 'quz', 'p862.often'],
    ['tawamanta huk', 'quz', 'p241.often'],
    ['51,7 %', 'quz', 'p517.often'],
    ['kimsa chunka', 'quz', 'count.count']
  ])('%s (%s) is %s', (text, language, id) => expect(allHold(text, language, id)).toBe(true));

  it.each<[text: string, language: LanguageCode, figure: string]>([
    ['57,1 %', 'es', 'p517.often'],
    ['52 %', 'es', 'p517.often'],
    ['más del 51,7 %', 'es', 'p517.often'],
    ['la mitad de las organizaciones', 'es', 'p517.often'],
    ['casi la mitad', 'es', 'p517.often'],
    ['más de la mitad', 'es', 'p483.often'],
    ['más de la mitad', 'es', 'p9310.often'],
    ['algo más de la mitad', 'es', 'p759.often'],
    ['menos de la mitad', 'es', 'p517.often'],
    ['más de la cuarta parte', 'es', 'p241.often'],
    ['cinco de cada diez', 'es', 'p517.often'],
    ['nueve de cada diez', 'es', 'p862.often'],
    ['la mayoría de las organizaciones', 'es', 'p483.often'],
    ['casi todas las organizaciones', 'es', 'p517.often'],
    ['15 de las 30 organizaciones', 'es', 'p517.often'],
    ['31 organizaciones', 'es', 'count.count'],
    ['más de 5 años', 'es', 'span.range'],
    ['de 7 a 12 meses', 'es', 'span.longest'],
    ['ocho de cada diez', 'es', 'told'],
    ['kuskanmanta aswan', 'quz', 'p483.often'],
    ['kuskanmanta pisi', 'quz', 'p517.often'],
    ['yaqa kuskan', 'quz', 'p517.often'],
    ['chunka organizacionmanta pusaqmanta aswan', 'quz', 'p517.often'],
    ['kimsamanta huk', 'quz', 'p241.often'],
    ['tawa chunka', 'quz', 'count.count']
  ])('%s (%s) is not %s', (text, language, id) => expect(allHold(text, language, id)).toBe(false));
});

const source = { title: '—', url: null, published: null };
const fact: Fact = {
  id: 'edad',
  topic: 'prueba',
  claim: { es: 'Antes de los 18 años no. Desde los 14, con permiso, hasta 2026.', quz: '—' },
  figures: [
    { value: 18, unit: 'years' },
    { value: 13.9, unit: 'percent' },
    { value: 200, unit: 'soles' }
  ],
  source,
  checkedOn: '2026-11-23',
  reviewBy: '2027-05-23',
  confidence: 'high'
};
const contact: Contact = {
  id: 'linea',
  name: { es: 'Línea 100', quz: 'Línea 100' },
  number: '100',
  spoken: null,
  url: null,
  who: localized,
  for: localized,
  hours: localized,
  figures: [{ value: 24, unit: 'hours' }],
  free: true,
  anonymous: 'unknown',
  languages: ['es'],
  source,
  checkedOn: '2026-11-23',
  reviewBy: '2027-02-21',
  confidence: 'high',
  verifiedByCall: null
};

describe('factBearsOut', () => {
  it.each([
    ['menores de 18 años', true],
    ['los dieciocho años', true],
    ['desde los 14', true],
    ['casi 14 %', true],
    ['S/ 200', true],
    ['en 2026', true],
    ['menores de 16 años', false],
    ['18 meses', false],
    ['18 %', false],
    ['S/ 300', false],
    ['en 2027', false]
  ])('%s: %s', (text, holds) => {
    const quantities = readQuantities(text, 'es');
    expect(quantities.length).toBeGreaterThan(0);
    expect(quantities.every((quantity) => factBearsOut(quantity, fact))).toBe(holds);
  });
});

describe('contactBearsOut', () => {
  it.each([
    ['Línea 100', true],
    ['Línea cien', true],
    ['100, las 24 horas', true],
    ['Línea 101', false],
    ['1818', false],
    ['100, 12 horas', false]
  ])('%s: %s', (text, holds) => {
    const quantities = readQuantities(text, 'es');
    expect(quantities.length).toBeGreaterThan(0);
    expect(quantities.every((quantity) => contactBearsOut(quantity, contact))).toBe(holds);
  });
});
