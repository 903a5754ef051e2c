import type { Desk } from './desk.ts'
import type { ThemeRef } from './document.ts'

/** The look that the company chose for its documents; null: the ledger's own default, or the chosen one is gone. */
export function findTheme(desk: Desk): ThemeRef | null {
  const id = desk.options.brandingThemeId
  if (id === null) return null
  const theme = desk.reference.themes.get(id)
  if (theme?.active) return { id: theme.id, name: theme.name }
  desk.report({ code: 'theme-gone', theme: theme?.name ?? '' })
  return null
}
