import CEditline

extension LineEditor {
    /// The version of libedit that this was built with.
    package static var libraryVersion: String { "\(LIBEDIT_MAJOR).\(LIBEDIT_MINOR)" }
}
