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

export type DirectoryInstall = typeof schema.directoryInstalls.$inferSelect
export type DirectorySession = typeof schema.directorySessions.$inferSelect
export type DirectoryTicket = typeof schema.directoryTickets.$inferSelect
export type DirectoryDue = typeof schema.directoryDue.$inferSelect
export type WebhookInbox = typeof schema.webhookInbox.$inferSelect

export type Posting = typeof schema.postings.$inferSelect
export type NewPosting = typeof schema.postings.$inferInsert
export type PostingSource = typeof schema.postingSources.$inferSelect
export type Send = typeof schema.sends.$inferSelect
export type NewSend = typeof schema.sends.$inferInsert
export type PostingEvent = typeof schema.postingEvents.$inferSelect
export type NewPostingEvent = typeof schema.postingEvents.$inferInsert
export type Run = typeof schema.runs.$inferSelect
export type CompanyLane = typeof schema.companyLanes.$inferSelect

export type ReferenceList = typeof schema.referenceLists.$inferSelect
export type ReferenceItem = typeof schema.referenceItems.$inferSelect
export type Mapping = typeof schema.mappings.$inferSelect
export type MappingKey = typeof schema.mappingKeys.$inferSelect
export type SourceRecord = typeof schema.records.$inferSelect
export type NewSourceRecord = typeof schema.records.$inferInsert
