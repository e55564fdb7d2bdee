"""Report (通报、汇总报告): two documents (.docx) told from a finished roll-up, every figure bound to the cell it stands in.

How a figure is bound. Each stands in a content control (内容控件) of its own whose tag is its place in the roll-up
(总览!A6); click the figure, and Word shows the place above it. The control takes its value from a small XML part inside
the document (`dataBinding`), which lists figure, sheet, cell and kind of number, and names the roll-up by SHA-256; the
last page (数据来源) prints the same list for `xlperf trace`. `xlperf report 汇总.xlsx --check 文件.docx` compares what the
document shows, also after somebody wrote in it, with the cells.

Why no LINK field: it asks a security question when the document is opened, breaks when a file moves, and may change a
figure after it was signed. Why no DOCPROPERTY field: a second hidden list of texts that F9 prints over the first one,
with no sign of where a figure comes from unless one switches field codes on. A content control is text: it opens
without a question on a closed network, prints as it stands, and programs that know nothing of it show the text.

Rooms: `text` what a document is made of; `source` the roll-up, found by its own headings; `notice` and `summary/` what
is said; `origins` the last page; `docx/` how it becomes a file; `bound` a document read back.

The file is written with lxml, as a package of few parts, and not with python-docx: that knows neither content controls
nor XML parts to bind to, East Asian fonts or their stand-ins, so that all of this would be raw XML there, too, on top of
a template in Western styles; and it would be one more thing to carry to a closed network.
"""
