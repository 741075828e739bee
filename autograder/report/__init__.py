"""Reports of one record: a page of one file, text for a terminal; JSON is the record itself."""
