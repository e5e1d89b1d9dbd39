import { grouped } from './money';

/** What an event holds, as it is: names and values, nested ones indented. */
export function Payload({ value }: { value: unknown }) {
  if (value === null || value === undefined || value === '') return <span className="hint">—</span>;
  if (Array.isArray(value))
    return value.length === 0 ? (
      <span className="hint">—</span>
    ) : (
      <ol className="payload">
        {value.map((v, i) => (
          <li key={i}>
            <Payload value={v} />
          </li>
        ))}
      </ol>
    );
  if (typeof value === 'object')
    return (
      <dl className="payload">
        {Object.entries(value).map(([name, v]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{/_(wan|yuan)$/.test(name) && typeof v === 'string' ? grouped(v) : <Payload value={v} />}</dd>
          </div>
        ))}
      </dl>
    );
  return <>{String(value)}</>;
}
