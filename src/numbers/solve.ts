import { CholeskyDecomposition, EigenvalueDecomposition, Matrix as Doubles } from 'ml-matrix';
import { createMatrix, rowOf, type Matrix } from './matrix.js';

/** Eigenvalues and unit eigenvectors of a symmetric matrix, the largest first. */
export interface Spectrum {
  readonly values: Float64Array;
  /** A row an eigenvector, in the order of `values`. */
  readonly vectors: Matrix;
}

/**
 * Solves `(a + ridge · I) x = b` for a symmetric, positive semidefinite `a`, in double precision.
 * Should the sum not be positive definite because of rounding, the ridge is raised until it is.
 *
 * @param ridge above 0
 * @throws RangeError when sizes do not fit or the ridge is not positive
 */
export function solveRidged(a: Matrix, ridge: number, b: Matrix): Matrix {
  if (a.rows !== a.columns || a.rows !== b.rows) throw new RangeError('sizes do not fit');
  return fromDoubles(factorise(a, ridge).solve(toDoubles(b)));
}

/**
 * The lower triangle `l` with `l · lᵀ = a + ridge · I`, inverted: rows of `x · inverseᵀ` have a
 * scatter of the identity when rows of `x` have `a + ridge · I`. See {@link solveRidged}.
 */
export function inverseFactor(a: Matrix, ridge: number): Matrix {
  const { lowerTriangularMatrix: lower } = factorise(a, ridge);
  const inverse = Doubles.zeros(a.rows, a.rows);
  for (let column = 0; column < a.rows; column++) {
    for (let row = column; row < a.rows; row++) {
      let sum = row === column ? 1 : 0;
      for (let k = column; k < row; k++) sum -= lower.get(row, k) * inverse.get(k, column);
      inverse.set(row, column, sum / lower.get(row, row));
    }
  }
  return fromDoubles(inverse);
}

/** Decomposes a symmetric matrix, in double precision. Signs of vectors are made unique. */
export function decompose(symmetric: Matrix): Spectrum {
  const { rows } = symmetric;
  const found = new EigenvalueDecomposition(toDoubles(symmetric), { assumeSymmetric: true });
  const order = Array.from({ length: rows }, (_, i) => i).sort(
    (p, q) => found.realEigenvalues[q] - found.realEigenvalues[p],
  );
  const vectors = createMatrix(rows, rows);
  order.forEach((from, to) => {
    vectors.data.set(uprightVector(found.eigenvectorMatrix.getColumn(from)), to * rows);
  });
  return { values: Float64Array.from(order, (from) => found.realEigenvalues[from]), vectors };
}

/** Of a vector and its opposite the one whose entry of largest size is positive. */
function uprightVector(vector: readonly number[]): number[] {
  const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  return largest < 0 ? vector.map((value) => -value) : [...vector];
}

function factorise(a: Matrix, ridge: number): CholeskyDecomposition {
  if (!(ridge > 0)) throw new RangeError(`${ridge} is no positive ridge`);
  for (let added = ridge; ; added *= 10) {
    const found = new CholeskyDecomposition(mirrored(a, added));
    if (found.isPositiveDefinite() || !Number.isFinite(added)) return found;
  }
}

/**
 * The lower triangle on both sides of the diagonal: sums of products may differ in their last bit
 * from one side to the other, and the decomposition refuses what is not symmetric to the bit.
 */
function mirrored(symmetric: Matrix, onDiagonal: number): Doubles {
  const doubles = Doubles.zeros(symmetric.rows, symmetric.rows);
  for (let row = 0; row < symmetric.rows; row++) {
    const values = rowOf(symmetric, row);
    for (let column = 0; column < row; column++) {
      doubles.set(row, column, values[column]);
      doubles.set(column, row, values[column]);
    }
    doubles.set(row, row, values[row] + onDiagonal);
  }
  return doubles;
}

function toDoubles(matrix: Matrix): Doubles {
  const doubles = Doubles.zeros(matrix.rows, matrix.columns);
  for (let row = 0; row < matrix.rows; row++) {
    rowOf(matrix, row).forEach((value, column) => doubles.set(row, column, value));
  }
  return doubles;
}

function fromDoubles(doubles: Doubles): Matrix {
  const matrix = createMatrix(doubles.rows, doubles.columns);
  for (let row = 0; row < doubles.rows; row++)
    matrix.data.set(doubles.getRow(row), row * doubles.columns);
  return matrix;
}
