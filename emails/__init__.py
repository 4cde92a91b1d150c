"""E-mail templates, installed as `saleor_loyalty_plugin.emails`. No logic here."""
