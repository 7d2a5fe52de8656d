"""恢复: a damaged store is put back from a backup."""
