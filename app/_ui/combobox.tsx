'use client'

import {
  type ComponentProps,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'

export interface Option {
  id: string
  label: string
}

type BoxProps = Pick<
  ComponentProps<'input'>,
  'id' | 'aria-describedby' | 'aria-invalid' | 'disabled' | 'placeholder'
>

const typingMs = 120

/**
 * A text box that finds: arrows walk the list, Enter picks, Esc leaves things as they were
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */
export function Combobox(props: {
  label: string
  /** what stands now, '' = nothing chosen */
  value: string
  search(text: string): Promise<Option[]>
  onPick(option: Option): void
  focused?: boolean
  /** where a label, a help text and an error stand outside */
  input?: BoxProps
}) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const list = useList(props.search)
  const { options, active, open } = list

  useFocus(input, props.focused)
  useTyped(input, props.value, list.type)
  useEffect(() => {
    if (open) document.getElementById(`${id}${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, open, active])

  const pick = (option: Option | undefined) => {
    if (!option) return
    list.close()
    props.onPick(option)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') list.close()
    else if (event.key === 'Enter' && open) pick(options[active])
    else if (event.key === 'ArrowDown') list.move(1)
    else if (event.key === 'ArrowUp') list.move(-1)
    else return
    event.preventDefault()
  }
  return (
    <div className="relative">
      <input
        ref={input}
        className="input"
        role="combobox"
        aria-label={props.label}
        aria-expanded={open}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={open && options[active] ? `${id}${active}` : undefined}
        autoComplete="off"
        placeholder="Number or name"
        {...props.input}
        value={list.text ?? props.value}
        onChange={event => list.type(event.target.value)}
        onFocus={event => event.target.select()}
        onClick={() => list.type(list.text ?? '')}
        onBlur={list.close}
        onKeyDown={onKeyDown}
      />
      <Options id={id} label={props.label} list={list} onPick={pick} />
    </div>
  )
}

function useFocus(input: RefObject<HTMLInputElement | null>, wanted: boolean | undefined): void {
  useEffect(() => {
    if (!wanted) return
    input.current?.scrollIntoView({ block: 'center' })
    input.current?.focus()
  }, [input, wanted])
}

/** What was typed before the page came alive is looked for now, or forgotten where the person has gone on. */
function useTyped(
  input: RefObject<HTMLInputElement | null>,
  value: string,
  type: (text: string) => void,
): void {
  const looked = useRef(false)
  useEffect(() => {
    const box = input.current
    if (looked.current || !box) return
    looked.current = true
    if (box.value === value) return
    if (box === document.activeElement) type(box.value)
    else box.value = value
  }, [input, value, type])
}

function Options(props: {
  id: string
  label: string
  list: ReturnType<typeof useList>
  onPick(option: Option): void
}) {
  const { id, label, list, onPick } = props
  return (
    <div id={`${id}list`} role="listbox" aria-label={label} className="options" hidden={!list.open}>
      {list.options.map((option, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text box's own
        <div
          key={option.id}
          id={`${id}${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === list.active}
          // The text box keeps the focus, or its list would close under the pointer.
          onMouseDown={event => event.preventDefault()}
          onClick={() => onPick(option)}
        >
          {option.label}
        </div>
      ))}
      {list.options.length === 0 && (
        <div role="option" aria-selected={false} aria-disabled="true" tabIndex={-1}>
          {list.busy ? 'Looking…' : 'Nothing fits'}
        </div>
      )}
    </div>
  )
}

/** What was typed (null = nothing), what was found for it; an answer to an older text is dropped. */
function useList(search: (text: string) => Promise<Option[]>) {
  const [text, setText] = useState<string | null>(null)
  const [found, setFound] = useState<{ options: Option[]; busy: boolean }>({ options: [], busy: false })
  const [active, setActive] = useState(0)
  const asked = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const type = (next: string) => {
    setText(next)
    setActive(0)
    setFound(before => ({ ...before, busy: true }))
    clearTimeout(timer.current)
    asked.current += 1
    const turn = asked.current
    timer.current = setTimeout(async () => {
      const options = await search(next)
      if (turn === asked.current) setFound({ options, busy: false })
    }, typingMs)
  }
  const close = () => {
    asked.current += 1
    clearTimeout(timer.current)
    setText(null)
    setFound({ options: [], busy: false })
  }
  const move = (by: number) => {
    if (text === null) type('')
    else setActive(before => Math.min(Math.max(before + by, 0), Math.max(0, found.options.length - 1)))
  }
  return { text, ...found, active, open: text !== null, type, close, move }
}
