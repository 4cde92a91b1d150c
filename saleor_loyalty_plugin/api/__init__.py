"""The GraphQL API. It decides nothing: it checks who asks, calls a service and shows the result."""
