"""What e-mails say as they are shipped, installed as `saleor_loyalty_plugin.emails`. No logic here.

`layout.mjml` and `layout.txt` are the frame; an e-mail's own text takes the place of
`<!-- body -->`. `<language>/<kind>.subject.txt`, `.mjml` and `.txt` are subject, body and text.
MJML is compiled first, Handlebars is filled in afterwards: conditions around MJML's own tags stand
in `<mj-raw>`. Texts name their class twice, since only a `css-class` reaches the dark colours.
"""
