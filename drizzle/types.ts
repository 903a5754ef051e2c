import type * as schema from './schema/index.ts'

/** Rows as they are read, and as they are written where defaults matter. */
export type Account = typeof schema.accounts.$inferSelect
export type Psa = typeof schema.psas.$inferSelect
export type NewPsa = typeof schema.psas.$inferInsert
export type Membership = typeof schema.memberships.$inferSelect
export type Company = typeof schema.companies.$inferSelect
export type Grant = typeof schema.grants.$inferSelect
export type Connection = typeof schema.connections.$inferSelect
export type Setting = typeof schema.settings.$inferSelect
export type Activity = typeof schema.activity.$inferSelect
export type NewActivity = typeof schema.activity.$inferInsert

export type DirectoryUser = typeof schema.directoryUsers.$inferSelect
export type DirectoryDevice = typeof schema.directoryDevices.$inferSelect
export type DirectorySession = typeof schema.directorySessions.$inferSelect
export type WebhookInbox = typeof schema.webhookInbox.$inferSelect
