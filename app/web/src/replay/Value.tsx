import { useTranslation } from 'react-i18next';
import { fileAddress } from '../shared/files';
import { grouped } from '../shared/money';
import { dateTime } from '../shared/time';
import type { FileFacts, Said } from './steps';

/** A value as people read it: money with its unit, yes or no, a file that opens, a table. */
export function Value({ said }: { said: Said | null }) {
  const { t } = useTranslation();
  if (!said || (said.kind !== 'table' && (said.value === null || said.value === undefined || said.value === ''))) return <span className="hint">{t('none')}</span>;
  switch (said.kind) {
    case 'money':
      return <>{`${grouped(String(said.value))}${said.unit ? ` ${t(`replay.unit.${said.unit}`)}` : ''}`}</>;
    case 'yes_no':
      return <>{t(said.value ? 'yes' : 'no')}</>;
    case 'moment':
      return <>{dateTime(String(said.value))}</>;
    case 'file':
      return <FileLink file={said.value as FileFacts} />;
    case 'list':
      return (
        <ul className="plain">
          {(said.value as Said[]).map((one, i) => (
            <li key={i}>
              <Value said={one} />
            </li>
          ))}
        </ul>
      );
    case 'group':
      return <Fields fields={said.value as Said[]} />;
    case 'table':
      return (
        <div className="replay-table">
          <table>
            <thead>
              <tr>
                {said.columns?.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {said.rows?.map((row, i) => (
                <tr key={i}>
                  {row.map((cell, j) => (
                    <td key={j}>
                      <Value said={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    default:
      return <>{typeof said.value === 'object' ? JSON.stringify(said.value) : String(said.value)}</>;
  }
}

/** Names and values, one below the other. */
export function Fields({ fields }: { fields: readonly Said[] }) {
  return (
    <dl className="replay-fields">
      {fields.map((field, i) => (
        <div key={`${field.title ?? ''}${i}`} className={field.kind === 'table' ? 'replay-whole' : undefined}>
          <dt>{field.title}</dt>
          <dd>
            <Value said={field} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function FileLink({ file }: { file: FileFacts }) {
  return (
    <a href={fileAddress(file.id)} download={file.name} title={file.sha256 ? `SHA-256 ${file.sha256}` : undefined}>
      {file.name}
    </a>
  );
}
