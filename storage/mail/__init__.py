"""Mails that came in and letters that go out, as rows."""
