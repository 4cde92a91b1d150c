"""Migrations of the plugin, installed as `saleor_loyalty_plugin.migrations`. No logic here."""
