/** What the drawing itself says of an element. `plane`: the subprocess on whose plane it is drawn ('' for the process's own); `within`: the subprocess it lies in. */
export interface Drawn {
  id: string;
  name: string;
  kind: string;
  documentation: string;
  lane: string;
  plane: string;
  within: string;
  opens: 'plane' | 'call' | undefined;
}

const NODE = /^(?:start|end|boundary|intermediateCatch|intermediateThrow)Event$|Gateway$|[tT]ask$|^(?:subProcess|transaction|callActivity)$/;
const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

/** Reads the elements of a diagram, in the order of its file. `calls`: the call activities whose process can be shown. */
export function readDrawing(xml: string, calls: readonly string[] = []): Map<string, Drawn> {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const planes = new Set([...document.getElementsByTagNameNS('*', 'BPMNPlane')].map((p) => p.getAttribute('bpmnElement')));
  const lanes = new Map<string, string>();
  for (const reference of document.getElementsByTagNameNS(MODEL, 'flowNodeRef'))
    lanes.set(reference.textContent?.trim() ?? '', reference.parentElement?.getAttribute('name') ?? '');
  const found = new Map<string, Drawn>();
  for (const node of document.getElementsByTagNameNS(MODEL, '*')) {
    const id = node.getAttribute('id');
    if (!id || !NODE.test(node.localName)) continue;
    const parent = found.get(node.parentElement?.getAttribute('id') ?? '');
    const said = [...node.children].find((c) => c.localName === 'documentation' && c.namespaceURI === MODEL);
    found.set(id, {
      id,
      name: (node.getAttribute('name') ?? '').replace(/\s+/g, ' ').trim(),
      kind: node.localName,
      documentation: said?.textContent?.trim() ?? '',
      lane: lanes.get(id) ?? parent?.lane ?? '',
      plane: parent ? (planes.has(parent.id) ? parent.id : parent.plane) : '',
      within: parent?.id ?? '',
      opens: planes.has(id) ? 'plane' : calls.includes(id) ? 'call' : undefined,
    });
  }
  return found;
}

/** The planes from a process's own down to this one, without the process's own. */
export function planesDownTo(drawing: ReadonlyMap<string, Drawn>, plane: string): Drawn[] {
  const way: Drawn[] = [];
  for (let at = drawing.get(plane); at; at = drawing.get(at.plane)) way.unshift(at);
  return way;
}
