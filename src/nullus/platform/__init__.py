"""What every room stands on: settings, errors, the actor, database, web plumbing, objects, outbound. Each file is a door."""
