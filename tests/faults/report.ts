export interface Line {
  name: string
  value: number
  unit: string
}

/** One JSON object a line, for programs; a table for people. */
export function print(lines: readonly Line[], json: boolean): void {
  const width = Math.max(...lines.map(({ name }) => name.length))
  for (const line of lines) {
    console.log(json ? JSON.stringify(line) : `${line.name.padEnd(width)}  ${line.value} ${line.unit}`)
  }
}

export function figure(lines: readonly Line[], name: string): number {
  const found = lines.find(line => line.name === name)
  if (!found) throw new Error(`There is no figure called ${name}.`)
  return found.value
}

/** What a figure must be, as a sentence for each one that is not. */
export interface Demand {
  name: string
  least?: number
  most?: number
}

export function broken(lines: readonly Line[], demands: readonly Demand[]): string[] {
  return demands.flatMap(({ name, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }) => {
    const value = figure(lines, name)
    if (value >= least && value <= most) return []
    const wanted = least === most ? `${least}` : value < least ? `at least ${least}` : `at most ${most}`
    return [`${name} is ${value}, not ${wanted}`]
  })
}
