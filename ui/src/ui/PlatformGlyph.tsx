const glyphs: Record<string, { name: string; path: string }> = {
  twitter: { name: 'X', path: 'M2 2l12 12M14 2L2 14' },
  instagram: {
    name: 'Instagram',
    path: 'M3 5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM8 5.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 0 0 0-5',
  },
};

/** Which platform a person is on: a small monochrome sign at the corner of their picture. */
export function PlatformGlyph({ platform }: { platform: string }) {
  const glyph = glyphs[platform] ?? { name: platform, path: 'M3 4h10v7H7l-3 3v-3H3z' };
  return (
    <svg
      role="img"
      aria-label={glyph.name}
      viewBox="-2 -2 20 20"
      className="absolute -right-1 -bottom-1 size-4 rounded-full border border-canvas bg-raised text-ink-2"
    >
      <path
        d={glyph.path}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
