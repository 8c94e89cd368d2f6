"""A local Slack workspace: speaks Slack's protocol to an unmodified app, and has a page to be anyone in."""
