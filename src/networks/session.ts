import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';

import { GuiseError, reasonOf } from '../core/errors.js';

/** Numbers in row-major order: `data.length` is the product of `dims`. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** What runs the networks: onnxruntime's own machine code, or its WebAssembly. */
export type Backend = 'native' | 'wasm';

/** An opened network. It holds no state between runs, so runs may overlap. */
export interface Network {
  readonly id: string;
  readonly backend: Backend;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /**
   * Runs the network once. Inputs are read, never written; outputs are fresh.
   *
   * @throws GuiseError `inference-failed`; its message never holds tensor contents
   */
  run(inputs: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>>;
  /** Frees its memory. It cannot run afterwards. */
  release(): Promise<void>;
}

/** How a network is opened. */
export interface SessionOptions {
  /** The name for error messages. */
  readonly id: string;
  /** Threads for one operation, 1 unless given. WebAssembly always has one. */
  readonly threads?: number;
  /** Asks for one backend; otherwise the machine code where it is installed. */
  readonly backend?: Backend;
}

/** The part of the two onnxruntime packages that is used, which they share. */
interface Runtime {
  InferenceSession: {
    create(bytes: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => OrtTensor;
}

/**
 * Opens a network given by the bytes of its ONNX file.
 *
 * One thread, no parallel branches: the same input gives the same output, bit by bit, on the same
 * machine and backend. The two backends agree to about 1e-5 of the values' range.
 *
 * @throws GuiseError `inference-failed` when the bytes are no network the runtime can run, or the
 *   backend that was asked for is not installed
 */
export async function openNetwork(bytes: Uint8Array, options: SessionOptions): Promise<Network> {
  const { id, threads = 1 } = options;
  try {
    const { runtime, backend } = await loadRuntime(options.backend);
    const session = await runtime.InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      // Threads that wait for work must not burn the cores that other workers need.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    return wrap(id, session, runtime, backend);
  } catch (thrown) {
    throw new GuiseError('inference-failed', { id, reason: reasonOf(thrown) });
  }
}

/** Which backend networks are opened with when none is asked for. */
export async function installedBackend(): Promise<Backend> {
  return (await loadRuntime()).backend;
}

function wrap(id: string, session: InferenceSession, runtime: Runtime, backend: Backend): Network {
  return {
    id,
    backend,
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(inputs) {
      try {
        const feeds: Record<string, OrtTensor> = {};
        for (const [name, { data, dims }] of Object.entries(inputs)) {
          feeds[name] = new runtime.Tensor('float32', data, dims);
        }
        const results = await session.run(feeds);
        const outputs: Record<string, Tensor> = {};
        for (const [name, { data, dims }] of Object.entries(results)) {
          if (!(data instanceof Float32Array)) throw new Error(`${name} is not single precision`);
          outputs[name] = { data, dims };
        }
        return outputs;
      } catch (thrown) {
        throw new GuiseError('inference-failed', { id, reason: reasonOf(thrown) });
      }
    },
    release: () => session.release(),
  };
}

let native: Promise<Runtime> | undefined;
let wasm: Promise<Runtime> | undefined;

async function loadRuntime(backend?: Backend): Promise<{ runtime: Runtime; backend: Backend }> {
  if (backend !== 'wasm') {
    try {
      native ??= import('onnxruntime-node');
      return { runtime: await native, backend: 'native' };
    } catch (thrown) {
      // The package is optional: npm leaves it out where it cannot be installed.
      if (backend === 'native') throw thrown;
    }
  }
  wasm ??= loadWasm();
  return { runtime: await wasm, backend: 'wasm' };
}

async function loadWasm(): Promise<Runtime> {
  const runtime = await import('onnxruntime-web');
  runtime.env.wasm.numThreads = 1;
  runtime.env.logLevel = 'error';
  return runtime;
}
