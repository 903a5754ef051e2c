/**
 * Each value once, in groups that fit one address: at most `most` values and about 1,500 characters. `around` is what one
 * value costs besides itself (quotes, commas, the words between).
 */
export function chunks(
  values: readonly string[],
  { most, around }: { most: number; around: number },
): string[][] {
  const longest = 1_500
  const list: string[][] = []
  let length = 0
  for (const value of new Set(values)) {
    const size = encodeURIComponent(value).length + around
    const last = list.at(-1)
    if (last && last.length < most && length + size <= longest) {
      last.push(value)
      length += size
    } else {
      list.push([value])
      length = size
    }
  }
  return list
}
