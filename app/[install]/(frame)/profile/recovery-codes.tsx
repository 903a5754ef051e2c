'use client'

import { useEffect, useRef } from 'react'
import { CopyButton } from '@/app/_ui/copy-button.tsx'

/** Shown this once. */
export function RecoveryCodes({ codes, onSaved }: { codes: readonly string[]; onSaved(): void }) {
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const text = `${codes.join('\n')}\n`
  return (
    <div className="form">
      <h3 ref={head} tabIndex={-1} className="headline">
        Your recovery codes
      </h3>
      <p>
        Each works once in place of a code, when the phone is not at hand. They are not shown again: keep them
        where the phone is not.
      </p>
      <ol className="codes">
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="actions">
        <a
          className="button"
          download="evenbook-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          Download
        </a>
        <CopyButton text={text} label="Copy" />
        <button type="button" className="button primary" onClick={onSaved}>
          I saved them
        </button>
      </div>
    </div>
  )
}
