"""The library: catalogue, sources in Markdown, the files built from them, and the table of facts they state."""
