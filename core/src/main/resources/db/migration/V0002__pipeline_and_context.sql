-- Events ------------------------------------------------------------------------------------------------------------

-- What an event is about, and what it changed, for every type. status_id is the object of a status's events and the new
-- value of a contact's; name, color and made_at are a tag's or status's state at the time: it may be gone by now.
alter table event
    add column tag_id             uuid,
    add column status_id          uuid,
    add column campaign_id        uuid,
    add column inbound            boolean,
    add column for_all            boolean,
    add column emoji              text,
    add column author_platform_id text,
    add column tag_ids            uuid[],
    add column notes              text,
    add column valuation          numeric,
    add column name               text,
    add column color              text,
    add column made_at            millis,
    add column step_number        integer;

update event e set inbound = m.direction = 'inbound'
from message m
where e.type = 'message.created' and m.team_id = e.team_id and m.id = e.message_id;

-- Until now the log only knew messages that turned out never to have been sent.
update event set for_all = true where type = 'message.deleted';

-- People ------------------------------------------------------------------------------------------------------------

create index profile_contact on profile (team_id, contact_id, first_seen_at, id);
