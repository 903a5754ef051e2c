import type { Server } from 'node:net'
import { onTestFinished } from 'vitest'

/** Starts a server of any kind on a free port of this machine; it is gone when the test ends. */
export async function listen(server: Server & { closeAllConnections?: () => void }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(async () => {
    const closed = new Promise(resolve => server.close(resolve))
    server.closeAllConnections?.()
    await closed
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  return address.port
}
