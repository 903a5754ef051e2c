import { Connected } from './connected.tsx'

export default function ConnectedPage() {
  return <Connected />
}
