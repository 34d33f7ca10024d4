/** Calls of the HTTP contract: JSON, problem answers as errors, ids and times of commands. */

export interface FieldError {
  field: string;
  /** In English. */
  message: string;
  /** What is wrong, for programs. */
  code?: string;
  expected?: { at_least?: number; above?: number; at_most?: number; below?: number; one_of?: string[]; fix?: number };
}

export interface Problem {
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: FieldError[];
}

/** The service said no, and why. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }
}

/** The service could not be reached. */
export class OfflineError extends Error {}

export interface CommandAnswer {
  search_id: string;
  version: number;
  id: string;
}

const ROOT = '/api/v1';

async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = {
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    code: `http_${response.status}`,
    detail: '',
  };
  if (!response.headers.get('content-type')?.includes('json')) return fallback;
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return fallback;
  }
}

async function call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(ROOT + path, { method, credentials: 'same-origin', ...init });
  } catch (reason) {
    throw new OfflineError(String(reason));
  }
  if (!response.ok) throw new ProblemError(await problemOf(response));
  return response;
}

export async function get<T>(path: string): Promise<T> {
  return (await (await call('GET', path)).json()) as T;
}

export async function getBytes(path: string): Promise<ArrayBuffer> {
  return (await call('GET', path)).arrayBuffer();
}

export async function post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
  const response = await call('POST', path, {
    body: JSON.stringify(body ?? {}),
    headers: { 'Content-Type': 'application/json', ...headers },
  });
  return (response.status === 204 ? null : await response.json()) as T;
}

const sent = (body: unknown, accept: string, signal?: AbortSignal): RequestInit => ({
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json', Accept: accept },
  ...(signal && { signal }),
});

export async function postBytes(path: string, body: unknown, signal?: AbortSignal): Promise<ArrayBuffer> {
  return (await call('POST', path, sent(body, 'application/octet-stream', signal))).arrayBuffer();
}

/** Asks for something that takes a while: lines of progress, then what came of it. */
export async function postLong<T>(
  path: string,
  body: unknown,
  onprogress: (progress: { done: number; total: number }) => void,
  signal?: AbortSignal,
): Promise<T> {
  const response = await call('POST', path, sent(body, 'application/x-ndjson', signal));
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new OfflineError('the answer ended too soon');
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const told = JSON.parse(line) as { progress?: { done: number; total: number }; result?: T; problem?: Problem };
      if (told.progress) onprogress(told.progress);
      else if (told.problem) throw new ProblemError(told.problem);
      else return told.result as T;
    }
  }
}

export async function remove(path: string): Promise<void> {
  await call('DELETE', path);
}

/**
 * Gives a command. The same `key` again is the same command; `sentAt` is the device's idea of now,
 * by which the service corrects `occurred_at` in the body.
 */
export function command(path: string, body: unknown, key: string, sentAt: Date): Promise<CommandAnswer> {
  return post<CommandAnswer>(path, body, {
    'Idempotency-Key': key,
    'Client-Time': sentAt.toISOString(),
  });
}

/** Sends a photo, as a command whose body is the picture. The same `key` again is the same photo. */
export async function upload(path: string, photo: Blob, key: string): Promise<CommandAnswer> {
  const headers = { 'Idempotency-Key': key, 'Content-Type': photo.type || 'application/octet-stream' };
  return (await (await call('POST', path, { body: photo, headers })).json()) as CommandAnswer;
}

/** Path with its parts escaped: `at\`/searches/${id}/claims\``. */
export function at(strings: TemplateStringsArray, ...parts: (string | number)[]): string {
  return strings.reduce((path, s, i) => path + s + (i < parts.length ? encodeURIComponent(parts[i]!) : ''), '');
}

/** A new id for a command; also where the page is not in a secure context. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
