import { InvalidArgumentError } from 'commander';
import type { MethodChoice } from '../evaluate/ladder.js';
import { listed } from './values.js';

/** Methods with parameters, as typed. */
export type MethodsFlag = readonly MethodChoice[];

/**
 * Reads `fill,pixelate:cells=6,synthetic:keep=[age,skin-tone]`; several parameters are joined by `+`,
 * lists are in brackets.
 */
export function methodChoices(text: string): MethodChoice[] {
  return listed(text).map((part) => {
    const [method, given = ''] = part.split(':', 2);
    const parameters = given.split('+').filter((one) => one !== '');
    return { method, parameters: Object.fromEntries(parameters.map(parameterOf)) };
  });
}

/** Reads one such choice. */
export function methodChoice(text: string): MethodChoice {
  const [choice, ...more] = methodChoices(text);
  if (!choice || more.length > 0) throw new InvalidArgumentError('Give one method.');
  return choice;
}

function parameterOf(text: string): [string, unknown] {
  const [key, value] = text.split('=', 2);
  if (value === undefined) {
    throw new InvalidArgumentError(`${text} is not a parameter such as cells=6.`);
  }
  const list = /^\[(.*)\]$/.exec(value);
  return [key, list ? listed(list[1]).map(valueOf) : valueOf(value)];
}

function valueOf(text: string): unknown {
  const number = Number(text);
  if (text !== '' && Number.isFinite(number)) return number;
  return text === 'true' ? true : text === 'false' ? false : text;
}
