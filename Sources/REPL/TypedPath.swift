/// A path as somebody types it to a command, perhaps in quotes.
enum TypedPath {
    static func unquoted(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let isQuoted =
            scalars.count > 1 && (scalars.first == "\"" || scalars.first == "'") && scalars.last == scalars.first
        return isQuoted ? String(scalars.dropFirst().dropLast()) : text
    }
}
