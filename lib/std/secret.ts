import { createHash, timingSafeEqual } from 'node:crypto'
import { inspect } from 'node:util'

const shown = '[secret]'

/** A value that does not print. `reveal` is called where it is used up (the wire, a cipher), nowhere else. */
export class Secret {
  readonly #text: string

  private constructor(text: string) {
    this.#text = text
  }

  static of(text: string): Secret {
    return new Secret(text)
  }

  reveal(): string {
    return this.#text
  }

  /** In constant time: digests of equal length are compared. */
  equals(other: Secret): boolean {
    return timingSafeEqual(digest(this.#text), digest(other.#text))
  }

  toString(): string {
    return shown
  }

  toJSON(): string {
    return shown
  }

  [inspect.custom](): string {
    return shown
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
