import { createPages } from '../kit/pages.ts'

/** A page of the simulated Xero. */
export const page = createPages({
  name: 'Xero',
  header: '#13b5ea',
  button: '#0b7fa6',
  link: '#0b5f7d',
  pill: '#e3f2f8',
})
