"""What each page says, whoever serves it: Fava today, a static site as well."""
