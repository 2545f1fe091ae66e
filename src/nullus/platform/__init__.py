"""What every room stands on: settings, errors, the actor, the database, web plumbing, objects, the outbound client. Each file is a door."""
