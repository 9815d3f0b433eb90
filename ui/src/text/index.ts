import { ApiError, NetworkError } from '../api/http';
import { type Catalogue, en } from './en';

export const text: Catalogue = en;

/** Why something did not work, for the one who asked for it. */
export function explain(error: unknown): string {
  if (error instanceof NetworkError) return text.errors.network;
  if (error instanceof ApiError) {
    if (error.code === 'internal') return text.errors.unknown(error.requestId);
    const known = text.errors[error.code as keyof Catalogue['errors']];
    return typeof known === 'string' ? known : error.message;
  }
  return text.errors.unknown(null);
}
