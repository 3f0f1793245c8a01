package import Files

/// A file that decides where the key goes, or holds it.
package enum SettingsFile: Sendable, Hashable {
    /// The configuration file.
    case configuration(String)
    /// A file with nothing but a key, as the user or the program named it.
    case key(String, Settings.Source)

    /// Why a file cannot be used.
    package enum Fault: Sendable, Hashable {
        case missing
        case unreadable(FileError)
        /// It is not UTF-8.
        case notText
        /// It does not hold a key on one line and nothing else but comments.
        case notAKey
        /// It belongs to another account.
        case foreignOwner(UInt32, user: UInt32)
        case writableByOthers
        /// It lies in a folder where every account may put another file in its place.
        case replaceableByOthers(folder: String)
    }

    /// Where it is, its `~` expanded.
    package var path: String {
        switch self {
        case .configuration(let path): path
        case .key(let path, _): HomeDirectory.expand(path)
        }
    }
}
