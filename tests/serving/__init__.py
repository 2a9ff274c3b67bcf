"""The preview: what answers, what is followed, what is shown."""
