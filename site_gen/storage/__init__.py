"""Files at addresses of fsspec: object storage and other machines. Needs the extra ``storage``."""
