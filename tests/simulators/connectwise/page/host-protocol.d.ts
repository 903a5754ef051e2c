export type HostModes = {
  duplicateFrameId: boolean
  onLoadBeforeFrameId: boolean
  lateMs: number
  silent: boolean
}
export type ScreenObject = { screen: string; id: number; hostedAs: string }
export type HostedFrame = {
  receive(raw: unknown): void
  show(next: ScreenObject | null): void
  beforeSave(): Promise<{ ok: boolean; errors: string[] }>
}
export function createHostedFrame(options: {
  send(text: string): void
  later(run: () => void, ms: number): void
  authenticate(): Promise<object>
  act: {
    refreshScreen(): void
    setDirty(dirty: boolean): void
    openScreen(target: { screen: string; id: number; newTab: boolean }): void
  }
  frameId: string
  newId(): string
  hostedAs: string
  modes: HostModes
}): HostedFrame
