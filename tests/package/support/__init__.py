"""What several test files share: classes made up, records made up, a browser, answers judged in process."""
