"""Every tracker's rich text as readable Markdown, and a remark in every tracker's own format."""
