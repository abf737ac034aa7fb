import { join } from 'node:path';

/** Where a run keeps its private files below the output folder. Never part of a release. */
export interface RunFolder {
  readonly output: string;
  readonly root: string;
  readonly key: string;
  readonly run: string;
  readonly manifest: string;
  /** Files of the output that are no pictures. */
  readonly carried: string;
  readonly audit: string;
  readonly review: string;
  readonly survey: string;
  /** Descriptions of faces, only while a run that guards against them is under way. */
  readonly others: string;
  /** What evaluations have seen of faces, only until their reports are written. */
  readonly observed: string;
  readonly lock: string;
  readonly temporary: string;
  readonly reports: string;
}

export function runFolder(output: string): RunFolder {
  const root = join(output, '.guise');
  return {
    output,
    root,
    key: join(root, 'key'),
    run: join(root, 'run.json'),
    manifest: join(root, 'manifest.jsonl'),
    carried: join(root, 'carried.jsonl'),
    audit: join(root, 'audit.jsonl'),
    review: join(root, 'review.jsonl'),
    survey: join(root, 'survey.json'),
    others: join(root, 'others'),
    observed: join(root, 'observed'),
    lock: join(root, 'lock'),
    temporary: join(root, 'temporary'),
    reports: join(root, 'reports'),
  };
}
