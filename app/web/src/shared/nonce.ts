/** The nonce of this page: the policy lets only styles through that carry it. Scripts are trusted already, so handing it on grants nothing new. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

/** Libraries that make a `<style>` by themselves know no nonce: every style element of this page gets it at birth. */
export function giveStylesTheNonce(): void {
  if (!nonce) return;
  const make = document.createElement.bind(document) as (name: string, options?: ElementCreationOptions) => HTMLElement;
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const made = make(name, options);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  }) as typeof document.createElement;
}
