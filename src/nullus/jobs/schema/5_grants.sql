-- The application role owns nothing here.
do $$
begin
    if not exists (select from pg_roles where rolname = 'nullus_app') then
        return;
    end if;
    grant usage on schema jobs to nullus_app;
    grant select, insert, update, delete on all tables in schema jobs to nullus_app;
    grant usage on all sequences in schema jobs to nullus_app;
    grant execute on all functions in schema jobs to nullus_app;
end $$;
