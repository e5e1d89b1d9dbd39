/** The named elements of a diagram (flows left out): id → name. */
export function namesIn(xml: string): Map<string, string> {
  const names = new Map<string, string>();
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  for (const node of document.querySelectorAll('[id][name]')) {
    if (
      /^(sequenceFlow|message|error|signal|lane|participant|process|collaboration|definitions|property|dataInput|dataOutput|inputDataItem|outputDataItem)$/.test(
        node.localName,
      )
    )
      continue;
    names.set(node.getAttribute('id')!, node.getAttribute('name')!);
  }
  return names;
}
