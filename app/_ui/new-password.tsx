/** A new password, typed twice. Password managers fill both; nothing is forbidden to be pasted. */
export function NewPassword({ fault }: { fault: string }) {
  const wrong = fault === '' ? {} : { 'aria-invalid': true }
  return (
    <>
      <div className="field">
        <label htmlFor="password">New password</label>
        <input
          {...wrong}
          id="password"
          name="password"
          type="password"
          className="input"
          autoComplete="new-password"
          minLength={8}
          maxLength={256}
          required
          aria-describedby={fault === '' ? 'password-hint' : 'password-hint password-fault'}
        />
        <span id="password-hint" className="muted">
          At least 8 characters, any kind; 15 or more are better.
        </span>
      </div>
      <div className="field">
        <label htmlFor="repeat">The same again</label>
        <input
          {...wrong}
          id="repeat"
          name="repeat"
          type="password"
          className="input"
          autoComplete="new-password"
          maxLength={256}
          required
          aria-describedby={fault === '' ? undefined : 'password-fault'}
        />
        {fault !== '' && (
          <span id="password-fault" className="error" role="alert">
            {fault}
          </span>
        )}
      </div>
    </>
  )
}
