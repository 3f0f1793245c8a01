enum PlaceholderBatch {}
