import { gzipSync } from 'node:zlib'
import { sessionCookie } from '../../app/_session/auth.ts'
import { createSession } from '../../lib/accounts/directory.ts'
import type { Line } from '../faults/report.ts'
import type { World } from '../faults/world.ts'
import { startWeb } from './web.ts'

/** What a browser fetches to run the pod of an invoice: the scripts that the real answer names, packed as they travel. */
export async function podLines(world: World, invoiceId: number): Promise<Line[]> {
  const web = await startWeb(world.rig.env)
  try {
    const page = await readPod(web.url, world, invoiceId)
    const sources = new Set([...page.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)].flatMap(needed))
    if (sources.size === 0) throw new Error('The pod names no script.')
    const sizes = await Promise.all([...sources].map(source => packedSize(new URL(source, web.url))))
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    return [{ name: 'pod.js_gz_kb', value: Math.round(bytes / 102.4) / 10, unit: 'kB' }]
  } finally {
    await web.stop()
  }
}

/** `nomodule` is for browsers that cannot show the pod at all: nobody fetches it. */
function needed([tag, source]: RegExpExecArray): string[] {
  return source === undefined || /\snomodule/i.test(tag) ? [] : [source.replaceAll('&amp;', '&')]
}

async function readPod(
  url: string,
  { accountId, actor, installKey }: World,
  invoiceId: number,
): Promise<string> {
  const { id } = await createSession({ accountId, userId: actor.id ?? '', parentHash: null })
  const { name, value } = await sessionCookie(installKey, id)
  const answer = await fetch(`${url}/${installKey}/pod?screen=invoice&id=${invoiceId}`, {
    headers: { cookie: `${name}=${value}` },
    redirect: 'manual',
  })
  if (answer.status !== 200) throw new Error(`The pod answers ${answer.status}.`)
  return answer.text()
}

async function packedSize(url: URL): Promise<number> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url.pathname} answers ${answer.status}.`)
  return gzipSync(Buffer.from(await answer.arrayBuffer())).length
}
