"""Findings in the formats of CI servers and code hosts: JUnit XML and SARIF."""
