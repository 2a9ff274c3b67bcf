"""A preview of the site that follows its files: server, watcher, builds."""
