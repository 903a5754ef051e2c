import { createPages } from '../kit/pages.ts'

/** A page of the simulated QuickBooks. */
export const page = createPages({
  name: 'QuickBooks',
  header: '#2ca01c',
  button: '#108000',
  link: '#0a5c00',
  pill: '#e4f3e2',
})
