import { text } from '../text';

const themes = ['system', 'light', 'dark'] as const;

type Theme = (typeof themes)[number];

function theme(): Theme {
  const stored = document.documentElement.dataset.theme;
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function themeName(): string {
  return { system: text.rail.themeSystem, light: text.rail.themeLight, dark: text.rail.themeDark }[theme()];
}

/** Goes round: system, light, dark. */
export function nextTheme(): void {
  const next = themes[(themes.indexOf(theme()) + 1) % themes.length];
  if (next === 'light' || next === 'dark') {
    document.documentElement.dataset.theme = next;
    localStorage.setItem('theme', next);
  } else {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem('theme');
  }
}
