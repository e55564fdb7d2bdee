"""Word documents (.docx): `body` turns blocks into paragraphs and tables, `package` puts the parts together.

How the documents look (公文格式 GB/T 9704: fonts, sizes, margins, page numbers) lies in `parts/` as XML that says it.
"""
