import { createBrowserRouter, type RouteObject } from 'react-router';
import { Frame } from './frame/Frame';
import { Lost } from './frame/Lost';
import { PageBroken } from './frame/PageBroken';
import { Waiting } from './shared/Waiting';

/** Each screen is fetched when it is first opened. */
const screen = (load: () => Promise<{ Screen: React.ComponentType }>): Pick<RouteObject, 'lazy' | 'HydrateFallback'> => ({
  lazy: async () => ({ Component: (await load()).Screen }),
  HydrateFallback: Waiting,
});

export const router = createBrowserRouter([
  {
    path: '/',
    Component: Frame,
    ErrorBoundary: PageBroken,
    HydrateFallback: Waiting,
    children: [
      {
        ErrorBoundary: PageBroken,
        children: [
          { index: true, ...screen(() => import('./inbox/Inbox')) },
          { path: 'tasks/:id', ...screen(() => import('./task/TaskScreen')) },
          { path: 'map', ...screen(() => import('./map/Map')) },
          { path: 'start', ...screen(() => import('./start/Processes')) },
          { path: 'start/:key', ...screen(() => import('./start/StartProcess')) },
          { path: 'cases', ...screen(() => import('./cases/Cases')) },
          { path: 'cases/:id', ...screen(() => import('./case/CaseScreen')) },
          { path: 'cases/:id/replay', ...screen(() => import('./replay/Replay')) },
          { path: 'records', ...screen(() => import('./records/Records')) },
          { path: 'notices', ...screen(() => import('./notices/Notices')) },
          { path: 'audit', ...screen(() => import('./audit/AuditDesk')) },
          { path: 'audit/:key', ...screen(() => import('./audit/AskQuestion')) },
          { path: 'notice', ...screen(() => import('./notice/NoticeScreen')) },
          { path: 'house', ...screen(() => import('./house/House')) },
          { path: 'clock', ...screen(() => import('./clock/TrainingClockScreen')) },
          { path: '*', Component: Lost },
        ],
      },
    ],
  },
]);
