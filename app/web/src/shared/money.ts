/** Money is text from end to end; a number would lose the cents. */

/** `1234567.5` → `1,234,567.5`; what is not a plain decimal stays as it is. */
export function grouped(text: string): string {
  const found = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (!found) return text;
  return `${found[1]}${found[2]!.replace(/\B(?=(\d{3})+$)/g, ',')}${found[3] ?? ''}`;
}

/** What was typed → canonical text: `1,200.5` → `1200.50`; undefined for nothing; what is no amount stays, so that it can be mended. */
export function canonical(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').replace(/[,，\s]/g, '');
  if (plain === '') return undefined;
  const found = /^(-?)(\d+)(?:\.(\d*))?$/.exec(plain);
  if (!found) return plain;
  const whole = found[2]!.replace(/^0+(?=\d)/, '');
  return `${found[1]}${whole}.${(found[3] ?? '').replace(/0+$/, '').padEnd(2, '0')}`;
}

/** The unit that the name of a field ends in. */
export function unitOf(name: string): 'wan' | 'yuan' | undefined {
  return name.endsWith('_wan') ? 'wan' : name.endsWith('_yuan') ? 'yuan' : undefined;
}
