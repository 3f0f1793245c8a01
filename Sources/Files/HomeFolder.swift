import Foundation

/// Puts the user's home folder in place of a leading `~`, as shells do: `$HOME`, or the one that the system knows.
package enum HomeFolder {
    /// The path with `~` and `~/…` replaced; every other path, `~name` too, as it is.
    package static func expand(_ path: String) -> String {
        guard path.utf8.elementsEqual("~".utf8) || path.utf8.starts(with: "~/".utf8) else { return path }
        let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
        return (home.isEmpty ? NSHomeDirectory() : home) + String(path.unicodeScalars.dropFirst())
    }
}
