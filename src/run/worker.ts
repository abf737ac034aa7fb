import { setFlagsFromString } from 'node:v8';
import type { Item } from '../formats/format.js';
import { answerTasks } from './answer.js';
import { readGuises, tryGuises, type GuiseReading, type ShownGuise } from './guise-item.js';
import { stageItem, type StagedItem } from './item.js';
import { openKit, type Kit, type KitSettings } from './kit.js';
import { surveyGalleryItem, surveyItem, type NamedEntry } from './survey-item.js';

/** What a worker process is told once. */
export interface WorkerSettings extends KitSettings {
  /** Folder for finished files, in the output's file system. */
  readonly temporary: string;
}

/** What it is asked for, item by item. */
export type WorkerTask =
  | { readonly kind: 'survey' | 'gallery' | 'read' | 'stage'; readonly item: Item }
  | ({ readonly kind: 'try'; readonly attempt: number } & Pick<GuiseReading, 'item' | 'frames'>);

export type WorkerResult = StagedItem | NamedEntry[] | GuiseReading | ShownGuise[];

interface Opened {
  readonly kit: Kit;
  readonly temporary: string;
}

// Pixels and tensors are large and soon done with, and lie outside the heap, which is small. They
// call for collections all the same: marking it at once takes some milliseconds, and marking it
// in steps beside the work took a sixth of a worker's time.
setFlagsFromString('--no-incremental-marking');

answerTasks<WorkerSettings, Opened, WorkerTask, WorkerResult>(
  async (settings) => ({ kit: await openKit(settings), temporary: settings.temporary }),
  (task, { kit, temporary }) => {
    switch (task.kind) {
      case 'survey':
        return surveyItem(task.item, kit);
      case 'gallery':
        return surveyGalleryItem(task.item, kit);
      case 'read':
        return readGuises(task.item, kit);
      case 'try':
        return tryGuises(task, task.attempt, kit);
      case 'stage':
        return stageItem(task.item, temporary, kit);
    }
  },
);
