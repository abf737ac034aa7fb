import { commonWords } from '../text/common-words.js';

/**
 * How plates are composed: `A` a letter, `9` a digit, `H` a Han character; separators left out.
 * Not complete, and need not be: what fits none can still be a plate.
 */
const compositions: Readonly<Record<string, string>> = {
  AA99AAA: 'United Kingdom, Romania',
  A99AAA: 'Romania (Bucharest)',
  A999AAA: 'Romania (Bucharest), United Kingdom 1983',
  AAA999A: 'United Kingdom 1963, Mexico',
  AA999AA: 'France, Italy, Argentina, Slovakia, Croatia, Serbia',
  AA9999AA: 'Ukraine, Croatia, Bulgaria',
  A9999AA: 'Bulgaria, Indonesia',
  A9999AAA: 'Indonesia',
  '9999AAA': 'Spain',
  AAA9999: 'United States, Greece, Brazil, Malaysia',
  AAA999: 'Sweden, Finland, Lithuania, Hungary, United States',
  AAAA999: 'Hungary, Germany',
  AAA9A99: 'Brazil',
  '9AAA999': 'California, Belgium',
  '9AA9999': 'Czech Republic',
  '999AAA': 'Estonia, United States, Australia',
  AAA99A: 'Australia',
  '9AA9AA': 'Australia',
  AA9999: 'Portugal, Latvia, Germany, Switzerland',
  '99AA99': 'Portugal, Netherlands',
  AA99AA: 'Portugal, Netherlands, Australia, Germany',
  '99AAA9': 'Netherlands',
  '9AAA99': 'Netherlands',
  A999AA: 'Netherlands, Germany',
  AA999A: 'Netherlands, Germany',
  '99AAAA': 'Netherlands',
  AA99999: 'Norway, Denmark, Poland, Switzerland',
  AA999999: 'Switzerland',
  AAA99999: 'Poland',
  AA9999A: 'Poland, Germany',
  AAA99AA: 'Poland, Germany',
  AAA999AA: 'Germany',
  AAA9999A: 'Germany',
  AAAA9999: 'Germany',
  AAAA99: 'Germany',
  AAAAA99: 'Germany',
  AAAAA999: 'Germany',
  A999AA99: 'Russia',
  A999AA999: 'Russia',
  AA99AA9999: 'India',
  AA99A9999: 'India',
  '99A99999': 'Vietnam',
  '99A9999': 'Vietnam, Turkey',
  '99AA999': 'Turkey',
  '99AAA99': 'Turkey',
  HA99999: 'China',
  HA9999A: 'China',
  HAA9999: 'China',
  HA999999: 'China',
};

/** A country's letters beside the plate's own, which are read along with it. */
const countryBand = /^(?:RO|TR|GB|UK|NL|PL|UA|BG|SK|CZ|D|F|I|E)(?=.{5})/;
/** Characters that are read for each other: 0 and O, D, Q; 1 and I, L; 2, Z; 5, S; 6, G; 8, B. */
const ambiguous = /[0ODQ1IL2Z5S6G8B]/;

/**
 * How much a text is composed like a number plate, 0 to 1: 1 for a known country's composition,
 * less for other mixtures of letters and digits, little for digits or letters alone. Characters
 * that readers mix up count as either.
 */
export function plateLikeness(text: string): number {
  const plain = text.normalize('NFKC');
  const upper = plain.toUpperCase();
  if (/[@%€$£=?]|\d[:/]\d|HTTP|WWW/.test(upper)) return 0.1;
  // Plates have capitals. The letters left out here look much the same in both cases.
  if (/[abdefghkmnqrty].*[abdefghkmnqrty]/.test(plain)) return 0.1;
  const leading = /^[A-Z]{3,}/.exec(upper);
  if (leading && commonWords.has(leading[0].toLowerCase())) return 0.1;
  const signs = upper.replace(/[^A-Z0-9\p{Script=Han}]/gu, '');
  return Math.max(likenessOf(signs), likenessOf(signs.replace(countryBand, '')));
}

function likenessOf(signs: string): number {
  const length = [...signs].length;
  const digits = signs.replace(/[^0-9]/g, '').length;
  const letters = signs.replace(/[^A-Z]/g, '').length;
  if (length < 3 || length > 11) return 0;
  const usualLength = length >= 5 && length <= 8;
  if (digits > 0 && letters > 0) {
    if (Object.keys(compositions).some((composition) => fits(signs, composition))) return 1;
    return usualLength ? 0.6 : 0.4;
  }
  if (digits > 0) return 0.2;
  return usualLength && letters === length ? 0.15 : 0;
}

function fits(signs: string, composition: string): boolean {
  const characters = [...signs];
  if (characters.length !== composition.length) return false;
  return characters.every((sign, i) => {
    const wanted = composition[i];
    if (wanted === 'H') return /\p{Script=Han}/u.test(sign);
    return ambiguous.test(sign) || (wanted === '9' ? /[0-9]/ : /[A-Z]/).test(sign);
  });
}
