// Runs before the first paint, so that a chosen theme never flashes in the other.
try {
  const theme = localStorage.getItem('theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be closed to us; the system's theme is fine then.
}
