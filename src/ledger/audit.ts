import { GuiseError } from '../core/errors.js';
import { auditRecordSchema, type AuditRecord } from '../core/record.js';
import { openLog, readLines } from '../io/files.js';
import { sha256 } from '../io/hash.js';

/** Where a record lies in the log, in bytes; the line feed is not counted. */
export interface Span {
  readonly offset: number;
  readonly sizeBytes: number;
}

/** The end of a log: what the next record joins on to. */
export interface AuditTail {
  readonly sequence: number;
  readonly hash: string;
  readonly endOffset: number;
}

/** The tail of a log without records. */
export const emptyTail: AuditTail = { sequence: 0, hash: '0'.repeat(64), endOffset: 0 };

/** An audit log open for writing: append-only, each record holding the hash of the one before. */
export interface AuditLog {
  append(event: AuditRecord['event'], data: unknown): Promise<Span>;
  close(): Promise<void>;
}

/**
 * Opens a log behind its last record; what a killed run left half written after it is cut off.
 * @param now the clock, handed down from the entry point
 */
export async function openAudit(file: string, tail: AuditTail, now: () => Date): Promise<AuditLog> {
  const log = await openLog(file);
  let { sequence, hash, endOffset } = tail;
  return {
    async append(event, data) {
      const record = { sequence, at: now().toISOString(), event, data, previous: hash };
      hash = hashOf(record);
      sequence += 1;
      const line = JSON.stringify({ ...record, hash });
      const span = { offset: endOffset, sizeBytes: Buffer.byteLength(line) };
      endOffset += span.sizeBytes + 1;
      await log.append(line);
      return span;
    },
    close: () => log.close(),
  };
}

/**
 * Reads a log from its start and checks the chain record by record.
 * @param tornEnd whether a last line cut short, as a killed run leaves it, is passed over
 * @throws GuiseError `audit-broken` at the first record that does not fit
 */
export async function* readAudit(
  file: string,
  tornEnd: boolean,
): AsyncIterable<{ record: AuditRecord; span: Span; tail: AuditTail }> {
  let { sequence, hash } = emptyTail;
  for await (const { line, offset, complete } of readLines(file)) {
    if (!complete && tornEnd) return;
    const record = complete ? parseRecord(line) : null;
    if (
      !record ||
      record.sequence !== sequence ||
      record.previous !== hash ||
      record.hash !== hashOf(record)
    ) {
      throw new GuiseError('audit-broken', { file, reason: `record ${sequence} does not fit` });
    }
    sequence += 1;
    hash = record.hash;
    const span = { offset, sizeBytes: Buffer.byteLength(line) };
    yield { record, span, tail: { sequence, hash, endOffset: offset + span.sizeBytes + 1 } };
  }
}

function parseRecord(line: string): AuditRecord | null {
  try {
    return auditRecordSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function hashOf(record: Omit<AuditRecord, 'hash'>): string {
  const { sequence, at, event, data, previous } = record;
  return sha256(JSON.stringify([sequence, at, event, data, previous]));
}
