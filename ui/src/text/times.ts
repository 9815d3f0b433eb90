import { text } from '.';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const locale = navigator.language;

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const withYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const relative = new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'auto' });
const spelledOut = new Intl.RelativeTimeFormat(locale, { style: 'long', numeric: 'auto' });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });

/** Relative within a day, then a date: what a list has room for. */
export function shortTime(iso: string, now: number): string {
  const age = now - Date.parse(iso);
  if (age < minute) return relative.format(0, 'second');
  if (age < hour) return relative.format(-Math.floor(age / minute), 'minute');
  if (age < day) return relative.format(-Math.floor(age / hour), 'hour');
  const at = new Date(iso);
  return (at.getFullYear() === new Date(now).getFullYear() ? dayAndMonth : withYear).format(at);
}

/** "3 days ago". */
export function ago(iso: string, now: number): string {
  const age = Math.max(0, now - Date.parse(iso));
  if (age < hour) return spelledOut.format(-Math.floor(age / minute), 'minute');
  if (age < day) return spelledOut.format(-Math.floor(age / hour), 'hour');
  return spelledOut.format(-Math.floor(age / day), 'day');
}

export function clockTime(iso: string): string {
  return clock.format(new Date(iso));
}

export function exactTime(iso: string): string {
  return full.format(new Date(iso));
}

/** The reader's day a moment falls on, for grouping. */
export function dayKey(iso: string): string {
  return new Date(iso).toDateString();
}

export function dayName(iso: string, now: number): string {
  const key = dayKey(iso);
  if (key === new Date(now).toDateString()) return text.conversation.today;
  if (key === new Date(now - day).toDateString()) return text.conversation.yesterday;
  return longDay.format(new Date(iso));
}

export function compactNumber(value: number): string {
  return compact.format(value);
}

export function money(value: number, currency: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: value % 1 ? 2 : 0,
  }).format(value);
}
