"""Measurements on a large city: a throw-away database is filled with copies of played dossiers, then asked as a browser asks.

`database` makes and drops it · `founding` adds agencies and residents · `plays` adds the dossiers that only a department
has · `patterns`, `scheme`, `plan`, `copying` multiply dossiers · `pages`, `submitting`, `probe`, `plans` measure ·
`report` prints. The city's own data are never touched."""
