"""Loopback trackers: Jira, Trello and Notion as local servers, for the demo, tests and figures.

A tracker is a state (made and edited by plain calls), a service over it (`jira_cloud`,
`jira_server`, `trello`, `notion`) and a `Loopback` that serves it on 127.0.0.1:

    state = JiraState()
    state.add_project("SHOP", "Shop")
    key = state.add_issue("SHOP", "Search finds nothing")
    with Loopback(jira_cloud(state)) as server:
        ...  # talk to server.url; then look at server.log, state.issue(key), ...

They behave as the vendors document and as recorded answers show; nothing here is shared with the
connectors they test.
"""
