/** One field for six digits that can be pasted and filled in by the browser; a recovery code fits in too. */
export function CodeField({ fault, recovery }: { fault: string; recovery: boolean }) {
  const hint = recovery ? 'Lost your phone? Type one of your recovery codes instead.' : ''
  const notes = [hint && 'code-hint', fault && 'code-fault'].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor="code">Code</label>
      <input
        id="code"
        name="code"
        className="input code"
        autoComplete="one-time-code"
        inputMode={recovery ? 'text' : 'numeric'}
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        required
        // The page has this one purpose, and it is opened by a click.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        aria-invalid={fault === '' ? undefined : true}
        aria-describedby={notes === '' ? undefined : notes}
      />
      {fault !== '' && (
        <span id="code-fault" className="error" role="alert">
          {fault}
        </span>
      )}
      {hint !== '' && (
        <span id="code-hint" className="muted">
          {hint}
        </span>
      )}
    </div>
  )
}
