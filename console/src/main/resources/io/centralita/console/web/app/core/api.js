// The console's HTTP interface.
import { currentLanguage } from './texts.js';

/** What went wrong with a request, in words of the server where it said any. */
export class ApiError extends Error {
  /**
   * @param status HTTP's, 0 where no answer came
   * @param code a word for programs
   */
  constructor(status, code, message, more = {}) {
    super(message ?? '');
    this.status = status;
    this.code = code;
    this.remedy = more.remedy ?? '';
    this.body = more;
  }

  /** Nobody answered. */
  get offline() {
    return this.status === 0;
  }

  get forbidden() {
    return this.status === 401 || this.status === 403;
  }

  get missing() {
    return this.status === 404;
  }
}

/**
 * @param path `/api/…`
 * @param options method, body (an object goes as JSON), headers, signal
 * @returns {Promise<Response>} of a 2xx
 */
export async function request(path, { method = 'GET', body, headers = {}, signal } = {}) {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      body: text,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        'Accept-Language': currentLanguage(),
        ...(body !== undefined && typeof body !== 'string' ? { 'Content-Type': 'application/json' } : {}),
        // No page of another site can send this: the server asks for it where something is changed.
        ...(method === 'GET' ? {} : { 'X-Requested-With': 'centralita' }),
        ...headers,
      },
    });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new ApiError(0, 'offline');
  }
  if (!response.ok) {
    const answer = await response.json().catch(() => ({}));
    throw new ApiError(response.status, answer.error ?? 'unknown', answer.message, answer);
  }
  return response;
}

export const get = async (path, options) => (await request(path, options)).json();

export async function send(method, path, body, options) {
  const response = await request(path, { ...options, method, body });
  return response.status === 204 ? null : response.json().catch(() => null);
}

/** `?a=1&b=2` out of what is set. */
export function query(values) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, value);
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}
