import { address, headers } from './http';

export const fileAddress = (id: string): string => address(`/files/${encodeURIComponent(id)}`);

/** Name and size of a stored file, from the headers it is sent with. */
export async function fileFacts(id: string): Promise<{ name: string; size?: number }> {
  const said = await headers(`/files/${encodeURIComponent(id)}`);
  const disposition = said.get('Content-Disposition') ?? '';
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
  const size = Number(said.get('Content-Length'));
  return { name: coded ? decodeURIComponent(coded) : (plain ?? id), ...(size > 0 ? { size } : {}) };
}
