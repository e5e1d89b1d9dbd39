import { language } from './i18n';

/** RFC 9457 as the server writes it; `errors` name the field by JSON pointer, `clause` the rule of the notice. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  clause?: string;
  errors?: { pointer: string; message: string }[];
}

/** What every call throws when the server did not do what was asked. `status` 0: the server was not reached. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'Refused';
  }

  get status(): number {
    return this.problem.status;
  }
}

export const asRefused = (error: unknown): Refused =>
  error instanceof Refused
    ? error
    : new Refused({ type: 'about:blank', title: '', status: -1, detail: error instanceof Error ? error.message : String(error) });

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
interface Options {
  signal?: AbortSignal;
  /** The same key twice is one act: a repeated click or a lost answer does nothing again. */
  key?: string;
  /** The page may be closing: the browser finishes the call by itself. */
  keepalive?: boolean;
}

const base = '/api/v1';
let csrf = '';
let signedOut: () => void = () => undefined;
export const setCsrf = (token: string): void => {
  csrf = token;
};
/** Called whenever the server says that nobody is signed in (except on signing in itself). */
export const onSignedOut = (listener: () => void): void => {
  signedOut = listener;
};

/** The only fetch of the application. Answers the JSON body, or undefined when there is none. */
export async function call<T>(method: Method, path: string, body?: unknown, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language() };
  if (method !== 'GET') headers['X-CSRF-Token'] = csrf;
  if (options.key) headers['Idempotency-Key'] = options.key;
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(base + path, {
      method,
      headers,
      body: form ? body : body === undefined ? null : JSON.stringify(body),
      signal: options.signal ?? null,
      keepalive: options.keepalive ?? false,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Refused({ type: 'about:blank', title: '', status: 0, detail: '' });
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = await problemOf(response);
  if (response.status === 401 && path !== '/session') signedOut();
  throw new Refused(problem);
}

/** Only what the server says about an address, not what lies there. */
export async function headers(path: string): Promise<Headers> {
  const response = await fetch(base + path, { method: 'HEAD', credentials: 'same-origin' });
  if (!response.ok) throw new Refused({ type: 'about:blank', title: '', status: response.status, detail: '' });
  return response.headers;
}

/** Where a link of the page may point to for a file or a picture of the API. */
export const address = (path: string): string => base + path;

async function problemOf(response: Response): Promise<Problem> {
  const plain: Problem = { type: 'about:blank', title: response.statusText, status: response.status, detail: '' };
  if (!/json/.test(response.headers.get('Content-Type') ?? '')) return plain;
  try {
    return { ...plain, ...((await response.json()) as Partial<Problem>), status: response.status };
  } catch {
    return plain; // a cut-off body still has its status
  }
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>('GET', path, undefined, signal ? { signal } : {});
export const post = <T>(path: string, body: unknown = {}, options?: Options): Promise<T> => call<T>('POST', path, body, options);
export const put = <T>(path: string, body: unknown, options?: Options): Promise<T> => call<T>('PUT', path, body, options);

/** `{view: 'mine', q: ''}` → `?view=mine`: what is empty is not said. */
export function query(values: Record<string, string | number | boolean | undefined | null>): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== null && value !== '' && value !== false) words.set(name, String(value));
  const text = words.toString();
  return text && `?${text}`;
}
