"""What each button does to an open book (按钮): one action, one file, in actions/; on any spreadsheet program."""
