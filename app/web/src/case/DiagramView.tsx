import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import { Alert, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Diagram, OperatorAct } from '../shared/types';
import './diagram.css';
import { Painter } from './painter';

/** The diagram of a process with the state of each element. `open` is called for an activity that calls another process. */
export default function DiagramView({ diagram, open, acts, suspended }: {
  diagram: Diagram;
  open: (element: string) => void;
  acts: readonly OperatorAct[];
  suspended: boolean;
}) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer>(undefined);
  const painter = useRef<Painter>(undefined);
  const opening = useRef(open);
  opening.current = open;
  const [ready, setReady] = useState(0);
  const [broken, setBroken] = useState('');

  useEffect(() => {
    const made = new NavigatedViewer({ container: place.current! });
    viewer.current = made;
    let alive = true;
    made.importXML(diagram.xml).then(
      () => {
        if (!alive) return;
        const { canvas, overlays, registry } = { canvas: made.get('canvas'), overlays: made.get('overlays'), registry: made.get('elementRegistry') };
        painter.current = new Painter({
          has: (id) => registry.get(id) !== undefined,
          mark: (id, name, on) => {
            const frame = (registry.get(id)?.children?.length ?? 0) > 0 ? ['state-frame'] : [];
            for (const marker of [name, ...frame]) if (on) canvas.addMarker(id, marker); else canvas.removeMarker(id, marker);
          },
          badge: (id, text) => overlays.add(id, 'state', { position: { top: -11, left: -9 }, html: badge(text) }),
          unbadge: (id) => overlays.remove(id),
        });
        made.get('eventBus').on('element.dblclick', ({ element }) => {
          if (element.businessObject.calledElement) opening.current(element.id);
        });
        // A wide process is shown readable from its beginning, not whole and tiny.
        canvas.zoom('fit-viewport');
        if (canvas.zoom('fit-viewport') < 0.5) canvas.zoom(0.5, { x: 0, y: 0 });
        setReady((n) => n + 1);
      },
      (error: unknown) => {
        if (alive) setBroken(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      alive = false;
      painter.current = undefined;
      made.destroy();
    };
  }, [diagram.xml]);

  useEffect(() => {
    if (ready) painter.current?.show(diagram.elements);
  }, [ready, diagram.elements]);

  useEffect(() => {
    const made = viewer.current;
    if (!ready || !made) return undefined;
    const overlays = made.get('overlays');
    const shown = [...moved(acts)].filter(([element]) => made.get('elementRegistry').get(element) !== undefined);
    const ids = shown.map(([element, ways]) => {
      const text = ways.map((way) => t(`diagram.moved.${way}`)).join(' ');
      return overlays.add(element, 'act', { position: { bottom: 10, right: 14 }, html: badge(text, 'act-badge') });
    });
    return () => {
      if (viewer.current === made) ids.forEach((one) => overlays.remove(one));
    };
  }, [ready, acts, t]);

  const fit = (): void => void viewer.current?.get('canvas').zoom('fit-viewport', 'auto');
  return (
    <div className={suspended ? 'diagram diagram-suspended' : 'diagram'}>
      {suspended && <div className="diagram-ribbon">{t('case.status.suspended')}</div>}
      {broken && <Alert type="error" showIcon title={t('diagram.broken')} description={broken} />}
      <div className="diagram-tools">
        <Button size="small" aria-label={t('diagram.in')} onClick={() => viewer.current?.get('zoomScroll').stepZoom(1)}>
          ＋
        </Button>
        <Button size="small" aria-label={t('diagram.out')} onClick={() => viewer.current?.get('zoomScroll').stepZoom(-1)}>
          －
        </Button>
        <Button size="small" onClick={fit}>
          {t('diagram.fit')}
        </Button>
      </div>
      <div ref={place} className="diagram-canvas" role="group" aria-label={t('diagram.of', { name: diagram.name })} data-ready={ready > 0} />
    </div>
  );
}

/** Elements between which operators moved tokens: taken away from here, put here. */
function moved(acts: readonly OperatorAct[]): Map<string, ('from' | 'to')[]> {
  const found = new Map<string, ('from' | 'to')[]>();
  const note = (element: string | null, way: 'from' | 'to'): void => {
    if (element && !found.get(element)?.includes(way)) found.set(element, [...(found.get(element) ?? []), way]);
  };
  for (const act of acts.filter((a) => a.kind === 'instance:move')) {
    note(act.element, 'from');
    note(act.to, 'to');
  }
  return found;
}

function badge(text: string, className = 'state-badge'): HTMLElement {
  const html = document.createElement('div');
  html.className = className;
  html.textContent = text;
  return html;
}
