"""Forms as data: a definition in JSON becomes Django forms, pages that need no script, a check of the answers, and a JSON Schema.

No city words here. A definition is a row elsewhere, named by its digest; this package holds no tables. The order of work:
`loading.load(body)` -> `definition.FormDefinition` -> `compiler.page_form(…)` per page -> `walk` (where next, what is open) ->
`answers` (how it reads) and `schema` (how other systems see it). Every function that depends on the day is given the day.
"""
