enum PlaceholderCommands {}
import ArgumentParser
