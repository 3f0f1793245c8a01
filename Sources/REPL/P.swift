enum PlaceholderREPL {}
