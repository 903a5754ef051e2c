export * from './accounts.ts'
export * from './directory.ts'
export * from './postings.ts'
export * from './reference.ts'
