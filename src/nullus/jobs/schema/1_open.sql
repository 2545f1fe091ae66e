create schema jobs;
-- The library names its tables without a schema.
set local search_path = jobs, pg_catalog;
