const LIST = /(?:R\d+[a-z]?(?:\s*[–—~-]\s*R\d+[a-z]?)?[\s、，,]*)+/g;

/** What a diagram says of an element, without the numbers under which this program keeps the sentences of the notice: nobody else knows them. */
export const proseOf = (documentation: string): string =>
  documentation
    .replace(LIST, '')
    .replace(/\[A\]/g, '')
    .replace(/（\s*）/g, '')
    .replace(/^[\s：:、，,]+/, '')
    .trim();

/** The clauses that a documentation cites: `R16–R19、R23` → R16, R17, R18, R19, R23. */
export function citedBy(documentation: string): string[] {
  const found = [...documentation.matchAll(/\bR(\d+)[a-z]?(?:\s*[–—~-]\s*R(\d+))?/g)].flatMap(([, first, last]) => {
    const [from, to] = [Number(first), Number(last ?? first)];
    return Array.from({ length: Math.min(Math.max(to - from, 0), 200) + 1 }, (_, i) => `R${from + i}`);
  });
  return [...new Set(found)];
}
