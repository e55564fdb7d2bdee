"""xlperf wheelhouse (离线安装包): everything a Windows machine without network needs, in one folder."""
