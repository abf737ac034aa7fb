import type { TextKind } from '../../core/region.js';
import { commonWords } from './common-words.js';

/**
 * What a text seems to say, from its characters alone. Where a reading error could hide an
 * address, a phone number or a name, the more telling kind wins: a sign taken for a name costs a
 * blurred sign, a name taken for a sign costs a name.
 */
export function kindOfText(text: string): TextKind {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (isEmail(plain)) return 'email';
  if (isPhone(plain)) return 'phone';
  if (isNumber(plain)) return 'number';
  if (isName(plain)) return 'name';
  return 'other';
}

const mailProviders =
  'gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|protonmail|gmx|aol|foxmail|yandex|zoho';
const mailForms: readonly RegExp[] = [
  // The sign itself, or its spelled-out forms, with something on either side of it.
  /[\w.+%-] ?(?:@|\(at\)|\[at\]) ?[\w.-]*[a-z]/i,
  // The sign read as another round one. Then only an ending tells it from a trade mark.
  /[\w.+%-][©®Ⓐⓐ][\w-]+ ?[.,·。:] ?[a-z]{2,}/i,
  /^(?:e-?mail|mailto) ?[:.] ?\S{3,}/i,
];
/** The sign read as a letter or lost, before the name of a large provider. */
const providerForm = new RegExp(
  `^[\\w.+%-]{2,}(?:${mailProviders}) ?[.,·。:]? ?(?:com|net|org|[a-z]{2})(?:\\b|$)`,
  'i',
);
const chineseProviderForm = /^[\w.+-]{5,}(?:qq|163|126|sina) ?[.,·。] ?(?:com|cn)\b/i;
const quantityAtPrice = /^x?\d+(?:[.,]\d+)? ?(?:\w{1,5} ?)?@ ?\D{0,4}\d/i;
const webAddress = /^(?:https?[:.]|www\b)|\.(?:com|org|net|gov|edu|info)\b/i;

function isEmail(text: string): boolean {
  if (quantityAtPrice.test(text)) return false;
  if (mailForms.some((form) => form.test(text))) return true;
  if (/^(?:https?[:.]|www\b)/i.test(text)) return false;
  const repaired = text.replace(/0/g, 'o').replace(/1/g, 'l').replace(/gmall/gi, 'gmail');
  return [text, repaired].some((form) => providerForm.test(form)) || chineseProviderForm.test(text);
}

const phoneWord =
  /(?:^|[^a-z])(?:tel(?:e(?:phone|fon))?|tél|tlf|phone|ph|fax|mob(?:ile)?|cell|whatsapp|hotline|call|contact|hp|h\/p|电话|手机|☎|✆|^[tpmf])(?![a-z])[^a-z\d+(]{0,4}(?:(?:no|number|us)\b[^a-z\d+(]{0,4})?([+(]?[\doOilIsSbBzZ][\doOilIsSbBzZ ().\-/+]{4,})/i;
const phoneCharacters = /^[+(]?[\d ().\-/+]+$/;
const dateOrTime = /\d{1,4}([./-])\d{1,2}\1\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?/g;
const phoneInside = /(?:\+|\b)\(?\d[\d().\- /]{7,}\d/;
const notPhones: readonly RegExp[] = [
  // Dates, times, amounts, ranges of years, addresses of machines, cards.
  /^\d{1,4}([./-])\d{1,2}\1\d{1,4}(?: \d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?$/,
  /^\d{1,3}(?:[., ]\d{3})*[.,]\d{1,2}$/,
  /^\d+[.,]\d{1,2}$/,
  /^\d{4}-\d{4}$/,
  /^\d{1,3}(?:\.\d{1,3}){3}$/,
  /^(?:\d{4}[ -]){3}\d{4}$/,
];

function isPhone(text: string): boolean {
  const announced = phoneWord.exec(text);
  if (announced && countDigits(asDigits(announced[1])) >= 5) return true;
  const whole = mostlyDigits(text) ? asDigits(text) : text;
  if (phoneCharacters.test(whole)) return isPhoneNumber(whole);
  const inside = phoneInside.exec(text.replace(dateOrTime, ' – '));
  return inside !== null && /[ ().\-/]|^\+/.test(inside[0]) && isPhoneNumber(inside[0].trim());
}

function isPhoneNumber(digits: string): boolean {
  const count = countDigits(digits);
  if (notPhones.some((form) => form.test(digits))) return false;
  return /^\(?(?:\+|00)/.test(digits) ? count >= 7 && count <= 17 : count >= 7 && count <= 12;
}

function isNumber(text: string): boolean {
  const digits = countDigits(text);
  const letters = [...text.matchAll(/\p{L}/gu)].length;
  if (digits === 0) return false;
  if (digits >= letters || (digits >= 3 && digits >= 0.4 * (digits + letters))) return true;
  if (looksLikeDigits(text)) return true;
  // Letters and digits without a space between them: a plate, a passport, a serial number.
  return /^(?=(?:.*\d){2})(?=.*[A-Z])[A-Z\d-]{5,}$/.test(text);
}

const title = /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|herr|frau|mme|mlle|sra?|sig|encik|puan|tuan)\.?$/i;
const nameWord =
  /^(?:name|nama|nom|nombre|attn|cashier|served by|patient|student|signed|by) ?[:.] ?\p{L}{2,}/iu;
const particle = /^(?:van|von|der|den|de|da|di|du|dos|del|della|la|le|al|el|bin|binti|ibn|ter|zu)$/;
const nameCase =
  /^(?:\p{Lu}[\p{Ll}]+|\p{Lu}{2,}|\p{Lu}\p{Ll}?\p{Lu}\p{Ll}+|\p{Lu}['’]\p{Lu}\p{L}+)(?:-\p{Lu}\p{L}+)?$/u;
const nameLetters = /^(?=..)\p{L}+(?:['’-]\p{L}+)*$/u;
const joinedNames = /^(?:\p{Lu}\p{Ll}{1,}){2,3}$/u;
const vowel = /[aeiouyàáâãäåèéêëìíîïòóôõöøùúûüýæœ]/i;

function isName(text: string): boolean {
  if (webAddress.test(text)) return false;
  if (/^@\w{3,}/.test(text) || nameWord.test(text)) return true;
  if (/^\p{Script=Han}{2,4}$/u.test(text)) return true;
  const words = text
    .replace(/[,;:·]/g, ' ')
    .split(' ')
    .filter(Boolean)
    .map(lettersIn);
  if (words.length > 1 && title.test(words[0]) && nameCase.test(words[1])) return true;
  if (words.length === 0 || words.length > 5) return false;
  if (words.some((word) => commonWords.has(word.toLowerCase().replace(/\.$/, '')))) return false;
  if (words.length === 1) {
    const [word] = words;
    return (word.length >= 3 && nameCase.test(word) && vowel.test(word)) || joinedNames.test(word);
  }
  // Readers mix up the case of whole lines, so in several words it says nothing.
  const fits = (word: string) =>
    nameLetters.test(word) || particle.test(word) || /^\p{L}\.?$/u.test(word);
  return words.every(fits) && words.some((word) => nameLetters.test(word) && vowel.test(word));
}

/** A word whose digits were letters: `J0hn`, `SM1TH`. Words with more digits stay as they are. */
function lettersIn(word: string): string {
  const letters = word.replace(/[^\p{L}]/gu, '').length;
  if (letters < 3 || countDigits(word) > 1) return word;
  const upper = word === word.toUpperCase();
  const repaired = word.replace(/[01345 8]/g, (digit) => letterOf[digit] ?? digit);
  return upper ? repaired.toUpperCase() : repaired;
}

const letterOf: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '8': 'b',
};

const digitOf: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  I: '1',
  i: '1',
  l: '1',
  '|': '1',
  '!': '1',
  Z: '2',
  z: '2',
  S: '5',
  s: '5',
  G: '6',
  b: '6',
  B: '8',
  g: '9',
  q: '9',
};

function asDigits(text: string): string {
  return text.replace(/[OoQDIil|!ZzSsGbBgq]/g, (letter) => digitOf[letter]);
}

/** Whether three in five letters and digits are digits and the rest look like digits. */
function mostlyDigits(text: string): boolean {
  return looksLikeDigits(text) && countDigits(text) >= 0.6 * signsIn(text);
}

/** Whether there is a digit and everything else looks like one. */
function looksLikeDigits(text: string): boolean {
  return countDigits(text) > 0 && countDigits(asDigits(text)) === signsIn(text);
}

function signsIn(text: string): number {
  return text.replace(/[^\p{L}\d|!]/gu, '').length;
}

function countDigits(text: string): number {
  return text.replace(/\D/g, '').length;
}
