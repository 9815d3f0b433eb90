import { useState } from 'react';
import { currentTeam } from '../api/http';
import type { Profile } from '../api/types';

const palette = ['#4f46e5', '#0e7490', '#9d174d', '#92500a', '#166534', '#6d28d9', '#b91c1c', '#155e75'];

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = (words.length > 1 ? [words[0], words.at(-1)] : [words[0]]).map(
    (word) => [...(word ?? '')][0] ?? '',
  );
  return letters.join('').toLocaleUpperCase() || '?';
}

function colorOf(seed: string): string {
  let hash = 0;
  for (let i = 0; i < seed.length; i++) hash = (hash * 31 + seed.charCodeAt(i)) | 0;
  return palette[Math.abs(hash) % palette.length] ?? '#4f46e5';
}

/** Where the server shows a person's picture: the page asks no other host. Another picture has another address. */
export function pictureOf(profile: Profile | undefined): string | null {
  if (!profile?.avatarUrl) return null;
  const params = new URLSearchParams({ team: currentTeam(), of: profile.avatarUrl });
  return `/pictures/${profile.id}?${params}`;
}

/** A picture, or initials where there is none or it does not load. */
export function Avatar({
  name,
  image,
  size,
}: {
  name: string;
  image?: string | null | undefined;
  size: number;
}) {
  const [broken, setBroken] = useState<string | null>(null);
  if (image && broken !== image) {
    return (
      <img
        alt=""
        src={image}
        width={size}
        height={size}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
        onError={() => setBroken(image)}
        className="shrink-0 rounded-full bg-hover object-cover"
        style={{ width: size, height: size }}
      />
    );
  }
  return (
    <span
      aria-hidden="true"
      className="inline-flex shrink-0 items-center justify-center rounded-full font-semibold text-white select-none"
      style={{ width: size, height: size, fontSize: Math.round(size * 0.38), background: colorOf(name) }}
    >
      {initials(name)}
    </span>
  );
}
