-- Every id can be computed: bench_id(kind, team, number). Kinds: 1 team, 2 account link, 3 person (profile and contact),
-- 4 thread, 5 message, 6 event, 7 user and member. A team's thread n is with its person n.
set synchronous_commit = off;
set session_replication_role = replica;

create function bench_id(kind int, team int, number bigint) returns uuid language sql immutable parallel safe return
    ('00000000-0000-' || lpad(kind::text, 4, '0') || '-' || lpad(team::text, 4, '0') || '-'
        || lpad(number::text, 12, '0'))::uuid;

-- A number between 0 and 1 that looks random and is the same every time.
create function bench_chance(salt int, team int, number bigint) returns float8 language sql immutable parallel safe return
    (hashint8extended(number, salt * 1000 + team) & 1048575) / 1048576.0;

-- Half of all threads are the first team's; the others get less and less.
create table bench_team as
    select t as team, case when t = 1 then 100000 else ceil(100000 / 2.6 / t)::int end as threads
    from generate_series(1, 20) t;

-- Most threads are short, a few are very long, and most of them are old.
create table bench_thread as
    select team, n::int as n, messages, last_at,
           coalesce(sum(messages) over (partition by team order by n rows between unbounded preceding and 1 preceding), 0)
               as before
    from bench_team cross join lateral generate_series(1, threads) n
    cross join lateral (
        select least(3000, ceil(2.66 / power(bench_chance(1, team, n) + 0.00001, 0.75)))::int as messages,
               date_trunc('milliseconds', now()) - interval '2 hours'
                   - interval '1 second' * floor(power(bench_chance(2, team, n), 2) * 365 * 86400) as last_at) x;
analyze bench_thread;

insert into team (team_id, name, slug, created_at)
select bench_id(1, 0, team), 'Bench ' || team, 'bench-' || team, '2025-01-01' from bench_team;

insert into app_user (id, email, email_key, created_at)
select bench_id(7, 0, team), 'bench-' || team || '@example.org', 'bench-' || team || '@example.org', '2025-01-01'
from bench_team;

insert into member (team_id, id, user_id, role, created_at)
select bench_id(1, 0, team), bench_id(7, team, 1), bench_id(7, 0, team), 'owner', '2025-01-01' from bench_team;

-- Signed out, all of them: nobody has tokens for them. Deliveries are taken in all the same.
insert into account_link (team_id, id, platform, platform_id, name, username, image, status, created_at)
select bench_id(1, 0, team), bench_id(2, team, link), 'x', (1000 + team * 10 + link)::text, 'Bench ' || team,
       'bench' || team || '_' || link, '', 'offline', '2025-01-01'
from bench_team, generate_series(1, 3) link;

insert into account_link_lookup (platform, platform_id, team_id, account_link_id)
select platform, platform_id, team_id, id from account_link;

insert into contact (team_id, id, notes, created_at, updated_at)
select bench_id(1, 0, team), bench_id(3, team, n),
       case when bench_chance(3, team, n) < 0.2 then 'Asked twice about delivery.' end, last_at, last_at
from bench_thread;

insert into profile (team_id, id, contact_id, platform, platform_id, username, username_key, display_name, image, bio,
                     location, profile_url, follower_count, following_count, post_count, first_seen_at, last_updated_at,
                     last_enriched_at, last_active_at)
select bench_id(1, 0, team), bench_id(3, team, n), bench_id(3, team, n), 'x', (5000000000 + team * 1000000 + n)::text,
       'person_' || n, 'person_' || n,
       (array['Rosa', 'José', 'Łukasz', 'Zoë', 'Дмитро', 'Оксана', 'محمد', 'نور', '美咲', '健太', '서연', '民', 'प्रिया',
              'Ελένη', 'Ayşe', 'יעל'])[1 + n % 16] || ' '
           || (array['Lind', 'Muñoz', 'Wójcik', 'Lefèvre', 'Коваленко', 'Шевчук', 'حداد', 'بن علي', '佐藤', '鈴木', '김',
                     '王', 'रमन', 'Παπαδοπούλου', 'Yılmaz', 'כהן'])[1 + n / 16 % 16] || ' ' || n,
       'https://pbs.example/profile_images/' || n || '_normal.jpg',
       (array['Tea, mostly.', 'Кераміка, велосипед, кава', '京都の小さな茶房', 'أجمع أباريق الشاي', ''])[1 + n % 5],
       (array['Oslo', 'Málaga', 'Київ', '東京', 'القاهرة', 'पुणे'])[1 + n % 6],
       'https://x.com/person_' || n, (n * 7919) % 20000, n % 700, n % 9000, last_at, last_at, last_at, last_at
from bench_thread;

insert into thread (team_id, id, account_link_id, profile_id, contact_id, platform, platform_id, done, is_request,
                    sort_at, last_message_id, last_message_at, last_direction, created_at, updated_at)
select bench_id(1, 0, team), bench_id(4, team, n), bench_id(2, team, 1 + n % 3), bench_id(3, team, n),
       bench_id(3, team, n), 'x', (1000 + team * 10 + 1 + n % 3) || '-' || (5000000000 + team * 1000000 + n),
       bench_chance(4, team, n) < 0.23, bench_chance(4, team, n) >= 0.23 and bench_chance(4, team, n) < 0.46, last_at,
       bench_id(5, team, before + messages), last_at,
       case when messages % 2 = 0 or bench_chance(4, team, n) >= 0.23 and bench_chance(4, team, n) < 0.46
            then 'inbound' else 'outbound' end,
       last_at, last_at
from bench_thread;

insert into event_counter (team_id, last_seq)
select bench_id(1, 0, team), sum(messages) from bench_thread group by team;
