import { describe, expect, it } from 'vitest';
import { numberIn } from '#lib/domain/evidence.ts';
import { readLibrary } from '#lib/server/library.ts';

describe('numberIn', () => {
  it.each([
    ['51.7%', 51.7],
    ['75. 9%', 75.9],
    ['10.30%', 10.3],
    ['56%', 56],
    ['1,014,688', 1014688],
    ['3.35', 3.35]
  ])('%s is %d', (printed, value) => expect(numberIn(printed)).toBe(value));

  it.each(['7-12 month', 'A third', '12 and 27 million'])('%s is no single number', (printed) =>
    expect(numberIn(printed)).toBeUndefined()
  );
});

/** The study's tables once more, typed from the study and not from the registry. */
const heardAndOften: Record<string, [string, string]> = {
  'recruiter-enticed': ['96.6%', '41.4%'],
  'extreme-poverty': ['96.6%', '48.3%'],
  'false-offers': ['93.10%', '51.7%'],
  runaway: ['89.7%', '13.8%'],
  'escaping-domestic-violence': ['86.2%', '17.2%'],
  abandoned: ['82.8%', '24.1%'],
  'false-padrinos': ['79.3%', '24.1%'],
  'online-offers': ['75.9%', '6.9%'],
  'parents-sold': ['75.9%', '3.4%'],
  'escaping-sexual-abuse': ['75. 9%', '24.1%'],
  'better-life-promise': ['72.4%', '10.3%'],
  'chaperone-transport': ['72.4%', '17.2%'],
  'pimp-enticed': ['69%', '24.1%'],
  'exploitation-cycle': ['69%', '10.3%'],
  coyote: ['65.5%', '37.9%'],
  kidnapped: ['65.5%', '10.3%'],
  blackmailed: ['58.6%', '10.3%'],
  'drug-traffickers': ['51.7%', '6.9%'],
  addict: ['51.7%', '10.3%'],
  'partner-enticed': ['44.8%', '6.9%'],
  'escaping-conflict': ['44.8%', '10.3%'],
  'escaping-substance-abuse': ['17.2%', '10.30%'],
  'control-threats': ['89.7%', '58.6%'],
  'control-documents': ['86.2%', '51.7%'],
  'control-money': ['96.6%', '51.7%'],
  'control-isolation': ['93.1%', '44.8%'],
  'control-locked-up': ['75.9%', '24.1%'],
  'control-blackmail': ['72.4%', '20.7%'],
  'control-shame': ['75.9%', '13.8%'],
  'control-drugs': ['79.3%', '10.3%']
};
const single: Record<string, string> = {
  'victims-male.often': '20.6%',
  'victims-female.often': '86.2%',
  'victims-adults.often': '37.9%',
  'victims-children.often': '82.7%',
  'victims-youth.often': '82.8%',
  'purpose-labour.often': '41.4%',
  'purpose-sex.often': '75.9%',
  'transport-plane.share': '65.5%',
  'transport-bus.share': '58.6%',
  'transport-boat.share': '58.6%',
  'transport-car.share': '56%',
  'transport-combi.share': '34.5%',
  'transport-donkey.share': '3.4%',
  'service-mental-health.share': '30%',
  'service-law-enforcement.share': '36.7%',
  'service-outreach.share': '56.7%',
  'service-shelter.share': '23.3%',
  'service-education.share': '33.3%',
  'service-investigation.share': '33.3%',
  'service-referral.share': '30%',
  'service-food.share': '26.7%',
  'service-employment.share': '10%',
  'service-legal.share': '43.3%',
  'collaboration-formal.yes': '75.9%',
  'collaboration-formal.no': '24.1%',
  'collaboration-informal.yes': '79.3%',
  'collaboration-informal.no': '20.7%',
  'labour-domestic.mean': '3.35',
  'labour-mining.mean': '3.28',
  'labour-peddler.mean': '2.86',
  'labour-restaurant.mean': '2.86',
  'labour-beggar.mean': '2.76',
  'labour-agriculture.mean': '2.52',
  'labour-drug-mule.mean': '2.28',
  'labour-market.mean': '2.10',
  'labour-factory.mean': '2.07',
  'labour-hospitality.mean': '1.90',
  'labour-pickpocket.mean': '1.86',
  'labour-child-soldier.mean': '1.62',
  'labour-logging.mean': '1.52',
  'labour-cattle.mean': '1.48',
  'sex-street.mean': '4.25',
  'sex-brothel.mean': '3.97',
  'sex-tourism.mean': '3.38',
  'sex-pornography.mean': '2.62',
  'sex-internet.mean': '1.66',
  'sex-mail-order.mean': '1.55',
  'sex-massage.mean': '1.55'
};

describe('the registry', async () => {
  const { library } = await readLibrary('content');

  it.each([
    ...Object.entries(heardAndOften).flatMap(([id, [heard, often]]) => [
      [`${id}.heard`, heard],
      [`${id}.often`, often]
    ]),
    ...Object.entries(single)
  ])('has %s as the study prints it: %s', (id, printed) => {
    expect(library?.figures.get(id ?? '')?.value).toBe(printed);
  });

  it('counts organizations in every share of the study’s own', () => {
    for (const id of [
      ...Object.keys(heardAndOften).map((key) => `${key}.often`),
      ...Object.keys(single).filter((key) => key.endsWith('.share'))
    ])
      expect(library?.figures.get(id)?.counted, id).toBe('organizations');
  });

  it('keeps Table 4 off the air and flags what contradicts itself', () => {
    for (const id of Object.keys(single).filter((key) => key.startsWith('sex-')))
      expect(library?.figures.get(id)?.finding.use).toBe('not-for-air');
    for (const figure of library?.figures.values() ?? [])
      if (/^(quoted-poverty|quoted-child-labour-2012|wording-)/.test(figure.id))
        expect(figure.finding.use, figure.id).toBe('flagged');
  });

  it('has the thirty recommendations and says that nobody has called the lines', () => {
    expect(library?.recommendations.map(({ id }) => id)).toEqual(
      Array.from({ length: 30 }, (_, index) => `R${index + 1}`)
    );
    for (const contact of library?.contacts ?? []) expect(contact.verifiedByCall).toBeNull();
  });
});
