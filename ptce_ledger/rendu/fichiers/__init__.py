"""For programs and spreadsheets: JSON, CSV, XLSX, Parquet."""
