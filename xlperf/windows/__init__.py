"""The desk xlperf is set up on: install, uninstall, doctor (诊断), wheelhouse (离线安装包). Named after the hardest of them.

Registry, environment and files are only touched through a `Machine`, so that a test can play any machine.
"""
