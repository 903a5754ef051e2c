/** One JSON text a line. */
export async function* asLines(events: AsyncGenerator<object>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`
}
