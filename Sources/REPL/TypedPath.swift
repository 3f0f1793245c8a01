import Settings

/// A path as somebody types it to a command: perhaps in quotes, perhaps from the home folder on.
enum TypedPath {
    static func path(_ text: String) -> String {
        let isQuoted = text.count > 1 && (text.first == "\"" || text.first == "'") && text.last == text.first
        return HomeFolder.expand(isQuoted ? String(text.dropFirst().dropLast()) : text)
    }
}
