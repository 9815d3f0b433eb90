export interface Emoji {
  name: string;
  symbol: string;
}

/** What people answer with; the system's own picker has the rest. */
const emoji: readonly Emoji[] = Object.entries({
  smile: '😊',
  grin: '😀',
  joy: '😂',
  wink: '😉',
  heart_eyes: '😍',
  thinking: '🤔',
  sweat: '😅',
  cry: '😢',
  thumbsup: '👍',
  thumbsdown: '👎',
  clap: '👏',
  pray: '🙏',
  wave: '👋',
  muscle: '💪',
  ok: '👌',
  raised: '🙌',
  heart: '❤️',
  fire: '🔥',
  star: '⭐',
  sparkles: '✨',
  tada: '🎉',
  rocket: '🚀',
  eyes: '👀',
  hundred: '💯',
  check: '✅',
  cross: '❌',
  warning: '⚠️',
  question: '❓',
  package: '📦',
  truck: '🚚',
  clock: '⏰',
  calendar: '📅',
  phone: '📞',
  mail: '✉️',
  link: '🔗',
  camera: '📷',
  gift: '🎁',
  cart: '🛒',
  euro: '💶',
  receipt: '🧾',
}).map(([name, symbol]) => ({ name, symbol }));

export function emojiMatching(name: string): readonly Emoji[] {
  return name === '' ? emoji : emoji.filter((one) => one.name.includes(name.toLowerCase())).slice(0, 8);
}

/** The name being typed after a colon just before the cursor; null when none is. */
export function shortcodeBefore(text: string, cursor: number): string | null {
  return /(?:^|\s):([a-z_]{2,})$/iu.exec(text.slice(0, cursor))?.[1] ?? null;
}
