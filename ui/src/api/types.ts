import type { components } from './v2.gen';

type Schemas = components['schemas'];

export type Team = Schemas['Team'];
export type Member = Schemas['Member'];
export type AccountLink = Schemas['AccountLink'];
export type Platform = Schemas['PlatformInfo'];
export type Profile = Schemas['Profile'];
export type Contact = Schemas['Contact'];
export type Tag = Schemas['Tag'];
export type Status = Schemas['Status'];
export type Thread = Schemas['Thread'];
export type Message = Schemas['Message'];
export type Reaction = Schemas['Reaction'];
export type Attachment = Message['attachments'][number];
export type MessageEntities = Schemas['MessageEntities'];
export type MessageHistory = Schemas['MessageHistory'];
export type SendResult = Schemas['SendResult'];
export type Capability = AccountLink['capabilities'][number];

/** A page of a list; a null cursor ends it. */
export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

export type Folder = 'inbox' | 'noReply' | 'requests' | 'archived' | 'all';
