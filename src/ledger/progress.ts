import {
  itemRecordSchema,
  type AuditRecord,
  type Counts,
  type ItemRecord,
  type Outcome,
} from '../core/record.js';
import { readSource } from '../io/files.js';
import { emptyTail, readAudit, type AuditTail, type Span } from './audit.js';

/**
 * What has ended so far: for every item key, where its record lies in the audit log. The records
 * stay on disk, so memory is some hundred bytes an item.
 */
export class Progress {
  readonly #file: string;
  readonly #counts = { done: 0, held: 0, failed: 0 };
  readonly #ended = new Map<string, Span & { readonly outcome: Outcome }>();

  /** @param auditFile the log that holds the records */
  constructor(auditFile: string) {
    this.#file = auditFile;
  }

  get counts(): Counts {
    return { ...this.#counts };
  }

  /** Whether the item needs no more work. A failed one is tried again. */
  isSettled(key: string): boolean {
    const ended = this.#ended.get(key);
    return ended !== undefined && ended.outcome !== 'failed';
  }

  /** Notes where a record lies; the latest one for a key counts. */
  note(record: Pick<ItemRecord, 'key' | 'outcome'>, span: Span): void {
    const before = this.#ended.get(record.key);
    if (before) this.#counts[before.outcome] -= 1;
    this.#counts[record.outcome] += 1;
    this.#ended.set(record.key, { ...span, outcome: record.outcome });
  }

  /** The record of an item, read back from the log; null when it has not ended. */
  async recordOf(key: string): Promise<ItemRecord | null> {
    const span = this.#ended.get(key);
    if (!span) return null;
    const bytes = await readSource({ file: this.#file, ...span }, span.sizeBytes);
    return itemRecordSchema.parse((JSON.parse(bytes.toString()) as AuditRecord).data);
  }
}

/**
 * Takes up the log of an earlier run.
 * @throws GuiseError `audit-broken` when it was altered; a torn last line is no alteration
 */
export async function readProgress(
  auditFile: string,
): Promise<{ progress: Progress; tail: AuditTail }> {
  const progress = new Progress(auditFile);
  let tail = emptyTail;
  for await (const entry of readAudit(auditFile, true)) {
    if (entry.record.event === 'item') {
      progress.note(itemRecordSchema.parse(entry.record.data), entry.span);
    }
    tail = entry.tail;
  }
  return { progress, tail };
}
