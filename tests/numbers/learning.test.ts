import { describe, expect, it } from 'vitest';
import { fitDiscriminant } from '../../src/numbers/discriminant.js';
import { createMatrix, rowOf, type Matrix } from '../../src/numbers/matrix.js';
import { findPrincipalAxes, project } from '../../src/numbers/principal.js';
import {
  columnMeans,
  meanSquare,
  multiply,
  subtractFromRows,
  transpose,
} from '../../src/numbers/product.js';
import { poseRidge, solveRidge } from '../../src/numbers/ridge.js';
import { decompose, inverseFactor, solveRidged } from '../../src/numbers/solve.js';
import { seeded } from '../support/draw.js';

function matrix(rows: readonly (readonly number[])[]): Matrix {
  const made = createMatrix(rows.length, rows[0].length);
  made.data.set(rows.flat());
  return made;
}

function near(found: Matrix, wanted: readonly (readonly number[])[], digits = 5): void {
  expect([found.rows, found.columns]).toEqual([wanted.length, wanted[0].length]);
  wanted.flat().forEach((value, at) => expect(found.data[at]).toBeCloseTo(value, digits));
}

const multiplyTransposed = async (a: Matrix, b: Matrix) => multiply(a, transpose(b));

describe('products', () => {
  const a = matrix([[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]); // prettier-ignore

  it('take every row with every column, also where four do not divide them', () => {
    near(multiply(a, transpose(a)), [[55, 130], [130, 330]]); // prettier-ignore
    expect(() => multiply(a, a)).toThrow(RangeError);
  });

  it('rows less their mean have none', () => {
    const mean = columnMeans(a);
    expect([...mean]).toEqual([3.5, 4.5, 5.5, 6.5, 7.5]);
    expect([...columnMeans(subtractFromRows(a, mean))]).toEqual([0, 0, 0, 0, 0]);
    expect(meanSquare(matrix([[3, 4]]))).toBe(12.5);
    expect(meanSquare(createMatrix(0, 3))).toBe(0);
  });
});

describe('solving', () => {
  const a = matrix([[4, 2], [2, 3]]); // prettier-ignore

  it('with a ridge solves the matrix with the ridge on its diagonal', () => {
    near(solveRidged(a, 1, matrix([[9], [10]])), [[1], [2]]); // prettier-ignore
    // Sums of products differ in their last bit from side to side.
    const uneven = { ...a, data: a.data.slice() };
    uneven.data[1] += 2 ** -22;
    near(solveRidged(uneven, 1, matrix([[9], [10]])), [[1], [2]]); // prettier-ignore
    expect(() => solveRidged(a, 0, a)).toThrow(RangeError);
    expect(() => solveRidged(a, 1, matrix([[1]]))).toThrow(RangeError);
  });

  it('the inverse factor makes the scatter the identity', () => {
    const whiten = inverseFactor(a, 1);
    near(multiply(multiply(whiten, matrix([[5, 2], [2, 4]])), transpose(whiten)), [[1, 0], [0, 1]]); // prettier-ignore
  });

  it('eigenvectors come by size, with one sign', () => {
    const { values, vectors } = decompose(matrix([[2, 1], [1, 2]])); // prettier-ignore
    expect([...values].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([3, 1]);
    const half = Math.SQRT1_2;
    expect(Math.abs(rowOf(vectors, 0)[0])).toBeCloseTo(half, 6);
    expect(rowOf(vectors, 0)[0]).toBeCloseTo(rowOf(vectors, 0)[1], 6);
    expect(rowOf(vectors, 1)[0]).toBeCloseTo(-rowOf(vectors, 1)[1], 6);
  });
});

describe('ridge', () => {
  it('of one input and one output is the slope, shrunk by its strictness', async () => {
    const problem = await poseRidge(matrix([[-1], [1]]), matrix([[-3], [3]]), multiplyTransposed);
    near(solveRidge(problem, 1e-9), [[3]]);
    near(solveRidge(problem, 1), [[1.5]]);
    near(solveRidge(problem, 2), [[1]]);
  });

  it('finds a map again, whatever the scale of the inputs', async () => {
    const random = seeded('ridge');
    const inputs = matrix(Array.from({ length: 50 }, () => [random.normal(), random.normal()]));
    const map = matrix([[1, -2, 0], [0.5, 3, 4]]); // prettier-ignore
    const found = solveRidge(
      await poseRidge(inputs, multiply(inputs, map), multiplyTransposed),
      1e-7,
    );
    near(found, [[1, -2, 0], [0.5, 3, 4]], 3); // prettier-ignore
  });

  it('inputs that never vary foretell nothing', async () => {
    const problem = await poseRidge(matrix([[0], [0]]), matrix([[1], [-1]]), multiplyTransposed);
    near(solveRidge(problem, 1), [[0]]);
  });
});

describe('principal axes', () => {
  const random = seeded('axes');
  /** Spread 5 along (3, 4) / 5, spread 1 across it, about (10, 20). */
  const rows = matrix(
    Array.from({ length: 400 }, () => {
      const [long, short] = [5 * random.normal(), random.normal()];
      return [10 + 0.6 * long - 0.8 * short, 20 + 0.8 * long + 0.6 * short];
    }),
  );

  it('point where rows differ most, with the variance along them', async () => {
    const found = await findPrincipalAxes(rows, 2, seeded('sketch'), multiplyTransposed);
    const [x, y] = rowOf(found.axes, 0);
    expect(Math.abs(0.6 * x + 0.8 * y)).toBeGreaterThan(0.999);
    expect(Math.hypot(x, y)).toBeCloseTo(1, 4);
    expect(found.variances[0]).toBeGreaterThan(20);
    expect(found.variances[0]).toBeLessThan(30);
    expect(found.variances[1]).toBeCloseTo(1, 0);
    expect(found.mean[0]).toBeCloseTo(10, 0);
  });

  it('rows lie along them with mean 0, that variance and no correlation', async () => {
    const found = await findPrincipalAxes(rows, 2, seeded('sketch'), multiplyTransposed);
    const placed = await project(rows, found, multiplyTransposed);
    const scatter = multiply(transpose(placed), placed).data.map((value) => value / rows.rows);
    for (const mean of columnMeans(placed)) expect(mean).toBeCloseTo(0, 4);
    expect(scatter[0] / found.variances[0]).toBeCloseTo(1, 3);
    expect(scatter[3] / found.variances[1]).toBeCloseTo(1, 3);
    expect(scatter[1]).toBeCloseTo(0, 2);
  });

  it('there are fewer than rows', async () => {
    const few = matrix([[1, 2, 3], [4, 6, 9]]); // prettier-ignore
    const { axes } = await findPrincipalAxes(few, 3, seeded('few'), multiplyTransposed);
    expect(axes.rows).toBe(1);
  });
});

describe('the discriminant', () => {
  const random = seeded('classes');
  const classes = Array.from({ length: 120 }, (_, index) => index % 3);
  /** Classes differ a little in the first number; the second is large and means nothing. */
  const rows = matrix(classes.map((own) => [own + 0.1 * random.normal(), 50 * random.normal()]));

  it('looks where classes differ, not where rows do', () => {
    const { mean, map } = fitDiscriminant(rows, classes, 1e-6);
    const placed = multiply(subtractFromRows(rows, mean), map);
    const spreadOf = (values: number[]) => {
      const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length;
    };
    const first = Array.from({ length: placed.rows }, (_, row) => rowOf(placed, row)[0]);
    const within = [0, 1, 2].map((own) => spreadOf(first.filter((_, at) => classes[at] === own)));
    expect(spreadOf(first)).toBeGreaterThan(20 * Math.max(...within));
  });

  it('has at most one direction less than classes, and at most one a column', () => {
    expect(fitDiscriminant(rows, classes.map((own) => own % 2), 0.1).map.columns).toBe(1); // prettier-ignore
    expect(fitDiscriminant(rows, classes, 0.1).map.columns).toBe(2);
    expect(fitDiscriminant(rows, classes.map((_, at) => at % 40), 0.1).map.columns).toBe(2); // prettier-ignore
  });

  it('weighs by nothing what classes do not tell', () => {
    const meaningless = classes.map(() => random.below(3));
    const told = fitDiscriminant(rows, classes, 1e-6).map;
    const untold = fitDiscriminant(rows, meaningless, 1e-6).map;
    const strength = (map: Matrix) => Math.abs(map.data[0]);
    expect(strength(told)).toBeGreaterThan(5 * strength(untold));
  });
});
