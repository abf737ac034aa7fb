/** Statistics over many faces: described one by one, averaged, learnt from, drawn from. */
export { describeFace } from './population/describe.js';
export { faceDescriptionSchema, readDescription } from './population/description.js';
export type { FaceDescription, FaceSample } from './population/description.js';
export { createDetailedSum } from './population/detail.js';
export { drawPerson } from './population/draw.js';
export { drawNames, meanFaces, type Counted } from './population/gather.js';
export { fewestPeople, learnPopulation, type GalleryFace } from './population/learn.js';
export { readPopulation, type Population, type PopulationModel } from './population/model.js';
export {
  carriable,
  paintPerson,
  readFace,
  type Carried,
  type FaceInPicture,
  type FaceReading,
} from './population/paint.js';
export { personOf, rowOfFace, type Person } from './population/row.js';
export { readPerson, storedPersonSchema, writePerson } from './population/stored.js';
export { learnSpace, placeInSpace, type FaceSpace } from './population/space.js';
