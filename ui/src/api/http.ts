/** An answer of the server that is not a success; {@link code} is what to decide by. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown> | null;
  readonly requestId: string | null;

  constructor(
    status: number,
    code: string,
    message: string,
    details: Record<string, unknown> | null,
    requestId: string | null,
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = details;
    this.requestId = requestId;
  }
}

/** The request may or may not have arrived: nothing came back. */
export class NetworkError extends Error {
  constructor() {
    super('The server could not be reached.');
    this.name = 'NetworkError';
  }
}

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

interface Options {
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

let csrfToken = '';
let team = '';
const listeners = new Set<() => void>();

/** What every changing request carries to prove that our own page made it. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** Which of the member's teams requests are about, by its slug. */
export function setTeam(slug: string): void {
  team = slug;
}

export function currentTeam(): string {
  return team;
}

/** Calls back whenever the server says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function address(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === null || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(key, String(one));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET') headers['x-inbox-csrf'] = csrfToken;
  if (team) headers['x-inbox-team'] = team;
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new NetworkError();
  }
  const text = await response.text();
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T;
  if (response.status === 401) for (const listener of listeners) listener();
  throw refusal(response, text);
}

function refusal(response: Response, text: string): ApiError {
  const requestId = response.headers.get('x-request-id');
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    return new ApiError(
      response.status,
      String(body.code ?? 'internal'),
      String(body.message ?? response.statusText),
      (body.details ?? null) as Record<string, unknown> | null,
      (body.requestId as string | undefined) ?? requestId,
    );
  } catch {
    return new ApiError(response.status, 'internal', response.statusText, null, requestId);
  }
}
