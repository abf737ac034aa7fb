import { z } from 'zod';
import { GuiseError } from '../core/errors.js';
import { carriable, paintPerson } from '../face-model/population.js';
import { groupPeople } from './k-same/combine.js';
import { describeRegion } from './k-same/description.js';
import { openGrouping } from './k-same/guises.js';
import { selections } from './k-same/labels.js';
import { defineMethod } from './method.js';

const parameters = z.strictObject({
  k: z.int().min(2).max(1000).default(10).describe('people who share a guise, at least; 2 to 1000'),
  select: z
    .enum(selections)
    .default('none')
    .describe(
      'what the people of a group have in common, so that it survives: none, expression (calm, ' +
        'smiling or mouth open) or lightness (of the skin as photographed, in three steps)',
    ),
  furthest: z
    .boolean()
    .default(false)
    .describe('whether a group is given the mean of a group far from it instead of its own'),
});

/** Gives everybody of a group of at least k people one and the same face: the mean of a group. */
export const kSame = defineMethod({
  id: 'k-same',
  summary: 'gives groups of at least k people one face, the mean of a group',
  source:
    'E. Newton, L. Sweeney, B. Malin, Preserving privacy by de-identifying face images, IEEE TKDE ' +
    '17(2), 2005; R. Gross, L. Sweeney, F. de la Torre, S. Baker, Model-based face ' +
    'de-identification, CVPRW 2006; Z. Sun, L. Meng, A. Ariyaeeinia, Distinguishable ' +
    'de-identified faces, FG 2015',
  labels: ['face'],
  needs: ['mesh', 'gaze', 'hands'],
  irreversible: false,
  surrogate: 'relative',
  guarantee:
    'Of the people surveyed at least k share each face in shape and texture, so that whoever ' +
    'matches the painted identity to the people of this dataset is right for at most one in k of ' +
    'them; where nobody says who is who, a person is one picture.',
  exposes: [
    'recognisers retrained on such pictures of other people: by hair, light and expression they ' +
      'know far more people than by guessing',
    'what is taken over from the picture and may tell the people of a group apart: pose, ' +
      'expression, gaze, light and the tone of the skin around the face',
    'whatever lies outside the face: hair, ears, body, clothes, company, place',
    'that somebody is one of the k, and what their faces have in common',
    'people of whom several pictures count as several people, because nobody said who is who',
    'what others know who hold other pictures made with other groups of the same people',
  ],
  parameters,
  strengths: [{ k: 5 }, { k: 10 }, { k: 10, furthest: true }, { k: 20 }, { k: 20, furthest: true }],
  survey: {
    describe: describeRegion,
    combine: groupPeople,
  },
  account({ region }, { k }, { survey }) {
    const group = openGrouping(survey).groupOf(region);
    return {
      ...{ unit: 'person', neighbours: 'the people of the dataset surveyed', k },
      ...(group
        ? {
            ...{ group: group.id, people: group.people, pictures: group.pictures },
            ...{ guise: group.guise, label: group.label, recognised: `1/${group.people}` },
          }
        : {}),
    };
  },
  paint({ image, region, area, seen: { look, inFront } }, _, { survey }) {
    const grouping = openGrouping(survey);
    const { mesh } = region;
    const group = mesh && grouping.groupOf(region);
    if (!group) throw new GuiseError('usage', { reason: notSurveyed });
    return paintPerson({ image, area, mesh, look, inFront }, grouping.guiseOf(group), carried);
  },
});

/** The outline of a face would tell the people of a group apart. */
const carried = carriable.filter((what) => what !== 'outline');

const notSurveyed =
  'this face was not there when the people of the dataset were grouped, so no group’s face can be given to it';
