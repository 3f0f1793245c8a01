import Files
import Settings

/// A path as somebody types it to a command: perhaps in quotes, perhaps from the home folder on.
enum TypedPath {
    static func path(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let isQuoted =
            scalars.count > 1 && (scalars.first == "\"" || scalars.first == "'") && scalars.last == scalars.first
        return HomeFolder.expand(isQuoted ? String(scalars.dropFirst().dropLast()) : text)
    }
}
