import { GuiseError, reasonOf } from '../core/errors.js';
import type { FromWorker, ToWorker } from './pool.js';

/**
 * The worker's side of a pool: opens the settings once, answers every task, and ends itself when
 * the process that started it is gone.
 */
export function answerTasks<Settings, Opened, Task, Result>(
  open: (settings: Settings) => Promise<Opened>,
  answer: (task: Task, opened: Opened) => Promise<Result>,
): void {
  let opened: Promise<Opened> | undefined;
  process.on('disconnect', () => process.exit(0));
  process.on('SIGINT', () => undefined);
  process.on('message', (message: ToWorker<Settings, Task>) => {
    if ('settings' in message) {
      opened = open(message.settings);
      opened.catch(() => undefined);
      return;
    }
    const { number, task } = message;
    Promise.resolve(opened)
      .then((ready) => answer(task, ready as Opened))
      .then(
        (result): FromWorker<Result> => ({ number, result }),
        (thrown: unknown): FromWorker<Result> => ({ number, error: asError(thrown) }),
      )
      .then((reply) => process.send?.(reply))
      .catch(() => process.exit(1));
  });
}

function asError(thrown: unknown): ReturnType<GuiseError['toJSON']> {
  const error =
    thrown instanceof GuiseError
      ? thrown
      : new GuiseError('unexpected', { reason: reasonOf(thrown) });
  return error.toJSON();
}
