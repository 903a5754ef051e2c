/** What api/progress sends: a version once each, then that nothing more happens. */
export interface StreamListener {
  event(version: string, data: unknown): void
  /** nothing more moves by itself, or it is not there any more */
  end(): void
  /** the line is down and stays down */
  lost(): void
}

/** Answers how to stop. The browser reconnects by itself and tells the last version it had. */
export function openStream(address: string, listener: StreamListener): () => void {
  const source = new EventSource(address)
  let failures = 0
  source.onmessage = event => {
    failures = 0
    listener.event(event.lastEventId, parse(event.data))
  }
  source.addEventListener('settled', event => {
    source.close()
    listener.event(event.lastEventId, parse(event.data))
    listener.end()
  })
  source.addEventListener('gone', () => {
    source.close()
    listener.end()
  })
  source.onerror = () => {
    failures += 1
    if (failures < 2 && source.readyState !== EventSource.CLOSED) return
    source.close()
    listener.lost()
  }
  return () => source.close()
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null
  } catch {
    return null
  }
}
