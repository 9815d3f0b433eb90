-- What a person looks for in the inbox.

create index thread_waiting on thread (team_id, sort_at, id) where folder = 'inbox' and last_direction = 'inbound';
create index thread_contact on thread (team_id, contact_id) where deleted_at is null;

-- Somebody of the team put it aside to look at again.
alter table thread add column unread boolean not null default false;
