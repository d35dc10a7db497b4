"""Mandaatwijzer: guides Dutch school boards through giving mandates in the OSR.

The floors, from the street to the cellar. Imports only go down: see pyproject.toml.

    cli, app                      the two front doors: a command, a request
    wiring                        settings -> Ports: the only place that chooses implementations
    web, practice                 HTTP: guards, views, pages; the stand-in for Mijn DUO
    steps                         the flow of seven steps, declared once
    actions, forms                what a person does (one transaction); what a person typed
    register, channels,           the doors to the outside, implemented: where mandates stand,
    schooldata                    how people are reached, where schools come from
    db                            the wizard's own notebook: models, queries, migrations
    ports                         what the doors look like
    flow, settings, catalogue,    how steps work; what operators set; what config/*.toml says;
    logs                          what a line of the log looks like
    validation                    what pydantic refuses, in our own words
    domain                        plain Python: boards, schools, mandates, deadlines, facts

The way of a request: guard (who, which board, which school) -> step -> facts -> may this person be
here? -> form (422 when wrong) -> action (register, notebook, one audit event) -> commit -> 303 to
the next step -> GET renders `templates/steps/<key>/page.html`, whole or as a fragment.
"""
