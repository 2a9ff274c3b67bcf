"""The JSON mirror: records, topics, providers and stories as documents, paged as in HTML."""
