import type { Item } from '../formats/format.js';
import { answerTasks } from './answer.js';
import { stageItem, type StagedItem } from './item.js';
import { openKit, type Kit, type KitSettings } from './kit.js';
import { surveyItem, type SurveyEntry } from './survey-item.js';

/** What a worker process is told once. */
export interface WorkerSettings extends KitSettings {
  /** Folder for finished files, in the output's file system. */
  readonly temporary: string;
}

/** What it is asked for, item by item. */
export interface WorkerTask {
  readonly kind: 'survey' | 'stage';
  readonly item: Item;
}

export type WorkerResult = StagedItem | SurveyEntry[];

interface Opened {
  readonly kit: Kit;
  readonly temporary: string;
}

answerTasks<WorkerSettings, Opened, WorkerTask, WorkerResult>(
  async (settings) => ({ kit: await openKit(settings), temporary: settings.temporary }),
  ({ kind, item }, { kit, temporary }) =>
    kind === 'stage' ? stageItem(item, temporary, kit) : surveyItem(item, kit),
);
