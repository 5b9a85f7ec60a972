"""Our own Pelican plugins, one job each: logic first, `register()` last."""
