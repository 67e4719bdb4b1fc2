"""What each page of a pole holds, whoever serves it: Fava, or a folder of plain files."""
