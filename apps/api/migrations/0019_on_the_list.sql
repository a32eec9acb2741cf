-- 清单之外无权力: no case goes on with an item that is not in force, and nothing is paid that its list does not ask for. The
-- service refuses both before; this holds them where a cache is old or a hand writes past the service.
create function case_on_the_list() returns trigger language plpgsql set search_path from current as $$
declare
  entry record;
  due integer;
begin
  if tg_op = 'INSERT' or (old.status = 'DRAFT' and new.status in ('SUBMITTED', 'RECEIVED')) then
    select i.state, i.valid_to, v.published_at, r.time_zone into entry
      from item_versions v join service_items i on i.id = v.item_id
      left join lateral (select time_zone from realms order by id limit 1) r on true
      where v.id = new.item_version_id;
    if entry.state in ('suspended', 'cancelled') or entry.published_at > now()
      or entry.valid_to::timestamp at time zone coalesce(entry.time_zone, 'UTC') <= now() then
      raise exception 'the item of this case is not in force' using errcode = 'check_violation', constraint = 'cases_item_in_force', table = 'cases';
    end if;
  end if;
  if new.state ->> 'paidFen' is not null and (tg_op = 'INSERT' or old.state ->> 'paidFen' is distinct from new.state ->> 'paidFen') then
    select coalesce(sum((f ->> 'fen')::integer), 0) into due
      from item_versions v, jsonb_array_elements(v.guide -> 'fees') f
      where v.id = new.item_version_id and not exists (
        select 1 from jsonb_each(coalesce(f -> 'when', '{}')) w where not w.value ? coalesce(new.answers ->> w.key, ''));
    if (new.state ->> 'paidFen')::integer is distinct from due then
      raise exception 'what was paid is not what the list asks for' using errcode = 'check_violation', constraint = 'cases_fee_on_list', table = 'cases';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger cases_on_the_list before insert or update of status, state on cases for each row execute function case_on_the_list();
