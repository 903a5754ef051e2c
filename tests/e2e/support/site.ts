import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface Site {
  port: number
  close(): Promise<void>
}

/** A small site of somebody else, on a free port. */
export function openSite(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Site> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    answer(request, response)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      if (!address || typeof address === 'string') return reject(new Error('The site has no port.'))
      const close = () =>
        new Promise<void>(done => {
          server.closeAllConnections()
          server.close(() => done())
        })
      resolve({ port: address.port, close })
    })
  })
}
