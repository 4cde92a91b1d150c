"""Commands for developers of the plugin. Never in the wheel."""
