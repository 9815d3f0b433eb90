-- What a person looks for in the inbox.

-- Who waits for us has the last word, or has reacted since.
create index thread_waiting on thread (team_id, sort_at, id)
    where folder = 'inbox' and activity_direction = 'inbound';
create index thread_account_waiting on thread (team_id, account_link_id, sort_at, id)
    where folder = 'inbox' and activity_direction = 'inbound';
create index thread_contact on thread (team_id, contact_id) where deleted_at is null;

-- Somebody of the team put it aside to look at again.
alter table thread add column unread boolean not null default false;
