interface Issue {
  code?: string | undefined
  /** of what there is too much or too little */
  origin?: string
  maximum?: number | bigint
}

/** What is wrong with an input where its schema has no words of its own: a sentence, not the schema's grammar. */
export function inputText({ code, origin, maximum }: Issue): string {
  if (code === 'too_big' && origin === 'string') return `At most ${maximum} characters.`
  if (code === 'too_big' && origin === 'array') return `At most ${maximum} at once.`
  if (code === 'too_small' && origin === 'string') return 'This may not be empty.'
  return code === 'too_small' && origin === 'array' ? 'Choose at least one.' : 'This cannot be used.'
}

export const unkeepable = 'This has a character that cannot be kept. Type it again instead of pasting it.'
