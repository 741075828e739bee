"""Teaching assistants decide in the browser, several at once: a local web application over the gradebook."""
