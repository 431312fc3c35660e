const suffixes = [
  // of nouns: person, number, case
  'lla pas puni kuna ntin nintin yuq niyuq nnaq ninnaq sapa cha chik',
  'y yki n nchik yku ykichik nku niy niyki nin ninchik niyku niykichik ninku',
  'ta man manta pi wan paq p pa kama rayku nta niq ninta',
  // of verbs: derivation, tense, person
  'chi ku na mu pu ri rqu yku ykacha paya naya raya ysi rpari tamu pa chka rqa sqa na q spa stin pti sun saq',
  'ni nki nkichik nqa nqaku wa wanchik yki ykiku sunki sunkichik sunchik chun chunku y ychik waq man',
  // of either: evidence, topic, link
  'm mi s si cha chá chu chus qa ña raq taq ri rí yá á ya'
]
  .join(' ')
  .split(' ')
  .sort((a, b) => b.length - a.length);

const chain = `(?:${[...new Set(suffixes)].join('|')})*`;

/** True where what follows a stem can be a chain of Quechua suffixes; nothing at all is one too. */
const whole = new RegExp(`^${chain}$`, 'u');
export const isSuffixChain = (rest: string): boolean => whole.test(rest);
