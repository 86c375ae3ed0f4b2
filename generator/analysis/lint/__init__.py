"""A policy's text becomes findings, in IAM Access Analyzer's issue codes."""
