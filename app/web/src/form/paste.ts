import { canonical } from '../shared/money';
import { kindOf } from './inputs/kinds';
import type { Column, Row } from './TableRow';

/** Rows copied from a sheet (tabs and lines) → rows of the table, column by column; what a column cannot hold is left for the reader to mend. */
export function pastedRows(text: string, columns: readonly Column[]): Row[] | undefined {
  const lines = text
    .replace(/\r/g, '')
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => line.split('\t'));
  if (lines.length < 2 && (lines[0]?.length ?? 0) < 2) return undefined;
  return lines.map((cells) =>
    Object.fromEntries(
      columns.flatMap((column, i) => {
        const cell = cells[i]?.trim();
        return cell ? [[column.key, meant(cell, column)]] : [];
      }),
    ),
  );
}

function meant(cell: string, { schema, ui }: Column): unknown {
  switch (kindOf(schema, ui)) {
    case 'money':
      return canonical(cell);
    case 'whole':
    case 'number': {
      const number = Number(cell.replace(/[,，]/g, ''));
      return Number.isFinite(number) ? number : cell;
    }
    case 'yesno':
    case 'tick':
      return /^(是|√|yes|true|1)$/i.test(cell) ? true : /^(否|×|no|false|0)$/i.test(cell) ? false : cell;
    default:
      return cell;
  }
}
