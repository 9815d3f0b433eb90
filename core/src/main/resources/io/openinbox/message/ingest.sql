-- Writes a batch of delivered messages with everything they change; IngestStore says why it is one statement and fills the
-- parameters. It must follow, in the same transaction, the statement that locks the batch's account links.
--
-- thread.ingest_effect: bits 1 (created or made active) and 2 (reopened) are what the statement did and are read back;
-- bits 4 (the batch holds inbound messages that are news) and 8 (outbound ones) carry that into DO UPDATE, which sees nothing of the
-- statement but the excluded row.
with incoming as (
    select * from unnest(?::int[], ?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                         ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[],
                         ?::text[], ?::text[], ?::boolean[], ?::text[])
        as i (ord, account_link_id, platform_id, message_id, thread_id, platform, person_platform_id,
              conversation_id, direction, sent_at, content, entities, attachment, encrypted, reply_platform_id,
              reply_content, reply_author_name, forwarded, forward_content)
), introduced as (
    select * from unnest(?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[], ?::text[],
                         ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                         ?::boolean[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                         ?::timestamptz[], ?::text[])
        as p (platform, platform_id, profile_id, contact_id, enriched_at, username, username_key,
              display_name, image, bio, location, website_url, profile_url, verification, kind,
              is_protected, follower_count, following_count, post_count, engagement_count, listed_count,
              platform_created_at, platform_data)
), batch as (
    select ?::uuid as team_id, ?::timestamptz as now, ?::uuid[] as event_ids, ?::boolean as history
), fresh as (
    -- Everything below reads only from here: a repeated delivery must not reopen or revive anything.
    select i.*
    from (select distinct on (account_link_id, platform_id) *
          from incoming order by account_link_id, platform_id, ord) i
    where not exists (
        select from message m
        where m.team_id = (select team_id from batch)
          and m.account_link_id = i.account_link_id and m.platform_id = i.platform_id)
), person as (
    select p.*, f.active_at
    from (select platform, person_platform_id, max(sent_at) filter (where direction = 'inbound') as active_at
          from fresh group by platform, person_platform_id) f
    join introduced p on p.platform = f.platform and p.platform_id = f.person_platform_id
), profile_written as (
    insert into profile as p (
        team_id, id, contact_id, platform, platform_id, username, username_key, display_name, image, bio,
        location, website_url, profile_url, verification, kind, is_protected, follower_count,
        following_count, post_count, engagement_count, listed_count, platform_created_at, platform_data,
        first_seen_at, last_updated_at, last_enriched_at, last_active_at, ingest_effect)
    select b.team_id, profile_id, contact_id, platform, platform_id, username, username_key, display_name,
           image, bio, location, website_url, profile_url, verification, kind, is_protected, follower_count,
           following_count, post_count, engagement_count, listed_count, platform_created_at, platform_data,
           b.now, b.now, enriched_at, active_at, 1
    from person, batch b
    order by platform, platform_id
    on conflict (team_id, platform, platform_id) do update set
        contact_id = coalesce(p.contact_id, excluded.contact_id),
        username = case when excluded.last_enriched_at is null then p.username else excluded.username end,
        username_key = case when excluded.last_enriched_at is null then p.username_key else excluded.username_key end,
        display_name = case when excluded.last_enriched_at is null then p.display_name else excluded.display_name end,
        image = case when excluded.last_enriched_at is null then p.image else excluded.image end,
        bio = case when excluded.last_enriched_at is null then p.bio else excluded.bio end,
        location = case when excluded.last_enriched_at is null then p.location else excluded.location end,
        website_url = case when excluded.last_enriched_at is null then p.website_url else excluded.website_url end,
        profile_url = case when excluded.last_enriched_at is null then p.profile_url else excluded.profile_url end,
        verification = case when excluded.last_enriched_at is null then p.verification else excluded.verification end,
        kind = case when excluded.last_enriched_at is null then p.kind else excluded.kind end,
        is_protected = case when excluded.last_enriched_at is null then p.is_protected else excluded.is_protected end,
        follower_count = coalesce(excluded.follower_count, p.follower_count),
        following_count = coalesce(excluded.following_count, p.following_count),
        post_count = coalesce(excluded.post_count, p.post_count),
        engagement_count = coalesce(excluded.engagement_count, p.engagement_count),
        listed_count = coalesce(excluded.listed_count, p.listed_count),
        platform_created_at = coalesce(excluded.platform_created_at, p.platform_created_at),
        platform_data = coalesce(excluded.platform_data, p.platform_data),
        last_updated_at = case
            when excluded.last_enriched_at is not null
                and (p.username, p.display_name, p.image, p.bio, p.location, p.website_url, p.verification,
                     p.kind, p.is_protected)
                is distinct from
                    (excluded.username, excluded.display_name, excluded.image, excluded.bio,
                     excluded.location, excluded.website_url, excluded.verification, excluded.kind,
                     excluded.is_protected)
            then excluded.last_updated_at else p.last_updated_at end,
        last_enriched_at = coalesce(excluded.last_enriched_at, p.last_enriched_at),
        last_active_at = greatest(p.last_active_at, excluded.last_active_at),
        ingest_effect = case
            when excluded.last_enriched_at is not null
                and (p.username, p.display_name, p.image, p.bio, p.location, p.website_url, p.verification,
                     p.kind, p.is_protected)
                is distinct from
                    (excluded.username, excluded.display_name, excluded.image, excluded.bio,
                     excluded.location, excluded.website_url, excluded.verification, excluded.kind,
                     excluded.is_protected)
            then 2 else 0 end
    returning p.id, p.platform, p.platform_id, p.contact_id, p.ingest_effect
), contact_written as (
    insert into contact (team_id, id, created_at, updated_at)
    select b.team_id, w.contact_id, b.now, b.now
    from profile_written w
    join introduced p on p.platform = w.platform and p.platform_id = w.platform_id
                     and p.contact_id = w.contact_id, batch b
), placed as (
    -- A message no later than its thread's deletion belongs to what was deleted.
    select f.*, w.id as profile_id, w.contact_id, w.ingest_effect as profile_effect,
           (select d.id from thread d
            where d.team_id = (select team_id from batch) and d.account_link_id = f.account_link_id
              and d.profile_id = w.id and d.deleted_at >= f.sent_at
            order by d.deleted_at limit 1) as buried_in
    from fresh f
    join profile_written w on w.platform = f.platform and w.platform_id = f.person_platform_id
), moved as (
    select account_link_id, profile_id, contact_id, platform,
           (array_agg(thread_id order by ord))[1] as thread_id,
           (array_agg(conversation_id order by ord))[1] as conversation_id,
           bool_or(direction = 'inbound') as has_inbound,
           bool_or(direction = 'outbound') as has_outbound,
           bool_or(encrypted) as encrypted,
           max(sent_at) as last_at,
           (array_agg(message_id order by sent_at desc, message_id desc))[1] as last_message_id,
           (array_agg(direction order by sent_at desc, message_id desc))[1] as last_direction
    from placed
    where buried_in is null
    group by account_link_id, profile_id, contact_id, platform
), thread_written as (
    insert into thread as t (
        team_id, id, account_link_id, profile_id, contact_id, platform, platform_id, is_request, encrypted,
        assignee_id, sort_at, last_message_id, last_message_at, last_direction, created_at, updated_at,
        ingest_effect)
    select b.team_id, thread_id, account_link_id, profile_id, contact_id, platform, conversation_id,
           not has_outbound, encrypted,
           (select c.assignee_id from contact c where c.team_id = b.team_id and c.id = m.contact_id),
           last_at, last_message_id, last_at, last_direction, b.now, b.now,
           1 | case when has_inbound and not b.history then 4 else 0 end | case when has_outbound then 8 else 0 end
    from moved m, batch b
    order by account_link_id, profile_id
    on conflict (team_id, account_link_id, profile_id) where deleted_at is null do update set
        idle = false,
        done = t.done and excluded.ingest_effect & 4 = 0,
        is_request = excluded.ingest_effect & 8 = 0 and (t.idle or t.is_request),
        encrypted = t.encrypted or excluded.encrypted,
        sort_at = greatest(t.sort_at, excluded.sort_at),
        last_message_id = case
            when t.last_message_at is null or (t.last_message_at, t.last_message_id)
                < (excluded.last_message_at, excluded.last_message_id)
            then excluded.last_message_id else t.last_message_id end,
        last_direction = case
            when t.last_message_at is null or (t.last_message_at, t.last_message_id)
                < (excluded.last_message_at, excluded.last_message_id)
            then excluded.last_direction else t.last_direction end,
        last_message_at = greatest(t.last_message_at, excluded.last_message_at),
        updated_at = excluded.updated_at,
        ingest_effect = case when t.idle then 1 else 0 end
            | case when t.done and excluded.ingest_effect & 4 <> 0 then 2 else 0 end
    returning t.id, t.account_link_id, t.profile_id, t.ingest_effect
), message_written as (
    insert into message (
        team_id, id, thread_id, account_link_id, platform_id, direction, origin, state, content, entities,
        attachment, encrypted, created_at, reply_platform_id, reply_content, reply_author_name, forwarded,
        forward_content)
    select b.team_id, p.message_id, coalesce(p.buried_in, t.id), p.account_link_id, p.platform_id,
           p.direction, 'external', 'sent', p.content, p.entities, p.attachment, p.encrypted, p.sent_at,
           p.reply_platform_id,
           -- Where the platform only names what is quoted, our copy of it says the rest.
           case when p.reply_platform_id is not null and p.reply_content is null then coalesce((
               select q.content from message q
               where q.team_id = b.team_id and q.account_link_id = p.account_link_id
                 and q.platform_id = p.reply_platform_id), '') else p.reply_content end,
           p.reply_author_name, p.forwarded, p.forward_content
    from placed p
    left join thread_written t on t.account_link_id = p.account_link_id and t.profile_id = p.profile_id,
         batch b
    on conflict do nothing
    returning id
), written as (
    select p.*, t.id as live_thread_id, t.ingest_effect as thread_effect,
           row_number() over (partition by p.profile_id order by p.ord) as nth_of_person,
           row_number() over (partition by t.id order by p.ord) as nth_of_thread,
           count(*) filter (where p.direction = 'inbound') over (partition by t.id order by p.ord) as nth_inbound
    from placed p
    join message_written m on m.id = p.message_id
    left join thread_written t on p.buried_in is null
        and t.account_link_id = p.account_link_id and t.profile_id = p.profile_id
), happened as (
    select w.*, e.type, row_number() over (order by w.ord, e.rank) as nth
    from written w
    cross join lateral (values
        (1, 'prospect.created', w.nth_of_person = 1 and w.profile_effect = 1),
        (1, 'prospect.enriched', w.nth_of_person = 1 and w.profile_effect = 2),
        (2, 'thread.created', w.nth_of_thread = 1 and w.thread_effect & 1 <> 0),
        (3, 'thread.unarchived',
            w.nth_inbound = 1 and w.direction = 'inbound' and w.thread_effect & 2 <> 0),
        (4, 'message.created', w.live_thread_id is not null)
    ) e (rank, type, applies)
    where e.applies and not (select history from batch)
), counted as (
    update event_counter c set last_seq = c.last_seq + n.events
    from (select count(*) as events from happened) n
    where c.team_id = (select team_id from batch) and n.events > 0
    returning c.last_seq - n.events as before
), event_written as (
    insert into event (team_id, seq, id, type, created_at, thread_id, message_id, profile_id, contact_id, done,
                       content, inbound)
    select b.team_id, c.before + h.nth, b.event_ids[h.nth], h.type, b.now,
           case when h.type like 'prospect.%' then null else h.live_thread_id end,
           case when h.type = 'message.created' then h.message_id end,
           h.profile_id, h.contact_id,
           case when h.type = 'thread.unarchived' then false end,
           case when h.type = 'message.created' then h.content end,
           case when h.type = 'message.created' then h.direction = 'inbound' end
    from happened h, counted c, batch b
)
select count(*) from message_written
