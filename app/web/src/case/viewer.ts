import NavigatedViewer, { type Shape } from 'bpmn-js/lib/NavigatedViewer';
import type { Board } from './painter';

/** Below this nobody reads the names: then the plane is shown readable, round what is asked for, and not whole. */
const READABLE = 0.55;
/** Its own way down (an arrow without words, crumbs that know no called processes) is replaced by ours, which the keyboard reaches. */
const OURS = { drilldownBreadcrumbs: ['value', null], drilldownCentering: ['value', null], drilldownOverlayBehavior: ['value', null] };

/** A viewer without anything in it yet. `chosen`: an element was clicked ('' for the ground); `opened`: it was double-clicked. */
export function openViewer(container: HTMLElement, tell: { chosen: (element: string) => void; opened: (element: string) => void }): NavigatedViewer {
  const made = new NavigatedViewer({ container, additionalModules: [OURS] });
  const events = made.get('eventBus');
  events.on('element.click', ({ element }) => tell.chosen(idOf(element)));
  events.on('element.dblclick', ({ element }) => tell.opened(idOf(element)));
  return made;
}

const idOf = (element: Shape): string => (element.labelTarget ?? element).id;

/** Turns to a plane ('' is the process's own): whole where it stays readable, else round the element `at`, else from its beginning. */
export function showPlane(viewer: NavigatedViewer, plane: string, at: string | undefined): void {
  const canvas = viewer.get('canvas');
  const root = plane ? canvas.findRoot(`${plane}_plane`) : canvas.getRootElements().find((one) => !one.id.endsWith('_plane'));
  if (root && root !== canvas.getRootElement()) canvas.setRootElement(root);
  canvas.zoom('fit-viewport', 'auto');
  if (canvas.zoom() >= READABLE) return;
  canvas.zoom('fit-viewport');
  canvas.zoom(READABLE, { x: 0, y: 0 });
  if (at && viewer.get('elementRegistry').get(at)) canvas.scrollToElement(at, 80);
}

/** What the painter paints on. */
export function boardOf(viewer: NavigatedViewer): Board {
  const { canvas, overlays, registry } = { canvas: viewer.get('canvas'), overlays: viewer.get('overlays'), registry: viewer.get('elementRegistry') };
  return {
    has: (id) => registry.get(id) !== undefined,
    mark: (id, name, on) => {
      const frame = (registry.get(id)?.children?.length ?? 0) > 0 ? ['state-frame'] : [];
      for (const marker of [name, ...frame])
        if (on) canvas.addMarker(id, marker);
        else canvas.removeMarker(id, marker);
    },
    badge: (id, text) => overlays.add(id, 'state', { position: { top: -11, left: -9 }, html: look('div', 'state-badge', text) }),
    unbadge: (id) => overlays.remove(id),
  };
}

export function look<K extends 'div' | 'button' | 'span'>(tag: K, className: string, text: string): HTMLElementTagNameMap[K] {
  const html = document.createElement(tag);
  html.className = className;
  html.textContent = text;
  return html;
}

/** The button that opens a subprocess or a called process, with how much is open and failed in it. */
export function pill(open: number, failed: number, words: string): HTMLButtonElement {
  const button = look('button', 'enter', '');
  button.type = 'button';
  button.title = words;
  button.setAttribute('aria-label', words);
  if (failed) button.append(look('span', 'enter-failed', `! ${failed}`));
  if (open) button.append(look('span', 'enter-open', `▶ ${open}`));
  button.append(look('span', 'enter-way', '›'));
  return button;
}
