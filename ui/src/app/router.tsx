import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';
import type { Narrowing } from '../inbox/views';
import { App } from './App';
import { Inbox } from './Inbox';

const root = createRootRoute({ component: App });

/** Only what narrows a list; anything else in an address is dropped. */
function narrowing(search: Record<string, unknown>): Narrowing {
  const kept: Narrowing = {};
  for (const key of ['account', 'tag', 'status', 'q'] as const) {
    const value = search[key];
    if (typeof value === 'string' && value !== '') kept[key] = value;
  }
  return kept;
}

const home = createRoute({ getParentRoute: () => root, path: '/' });
const team = createRoute({
  getParentRoute: () => root,
  path: '/$team',
  component: () => (
    <Navigate to="/$team/$view" params={{ team: team.useParams().team, view: 'inbox' }} search={{}} replace />
  ),
});
const view = createRoute({
  getParentRoute: () => root,
  path: '/$team/$view',
  component: Inbox,
  validateSearch: narrowing,
});
const thread = createRoute({
  getParentRoute: () => root,
  path: '/$team/$view/$threadId',
  component: Inbox,
  validateSearch: narrowing,
});

export const router = createRouter({ routeTree: root.addChildren([home, team, view, thread]) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
