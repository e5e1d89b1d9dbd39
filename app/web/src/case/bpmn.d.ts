declare module 'bpmn-js/lib/NavigatedViewer' {
  export interface Shape {
    id: string;
    type: string;
    x: number;
    y: number;
    width: number;
    height: number;
    children?: Shape[];
    labelTarget?: Shape;
    waypoints?: unknown[];
    businessObject: { name?: string; calledElement?: string };
  }
  interface Services {
    canvas: {
      zoom(level?: number | 'fit-viewport', center?: 'auto' | { x: number; y: number }): number;
      addMarker(id: string, marker: string): void;
      removeMarker(id: string, marker: string): void;
      viewbox(): { inner: { x: number; y: number }; outer: { width: number } };
      getRootElements(): Shape[];
      getRootElement(): Shape;
      setRootElement(root: Shape): Shape;
      findRoot(element: string | Shape): Shape | undefined;
      scrollToElement(element: string, padding?: number): void;
    };
    overlays: {
      add(
        id: string,
        type: string,
        overlay: { position: { top?: number; right?: number; left?: number; bottom?: number }; html: HTMLElement },
      ): string;
      remove(id: string): void;
    };
    elementRegistry: { get(id: string): Shape | undefined; filter(test: (shape: Shape) => boolean): Shape[] };
    eventBus: { on(event: string, listener: (event: { element: Shape }) => void): void };
    zoomScroll: { stepZoom(by: number): void };
  }
  export default class NavigatedViewer {
    constructor(options: { container: HTMLElement; additionalModules?: object[] });
    importXML(xml: string): Promise<{ warnings: unknown[] }>;
    get<K extends keyof Services>(name: K): Services[K];
    destroy(): void;
  }
}
