import Localization

/// A file that stands where a transcript should go, and could be replaced by it.
struct ExistingFile: Error {
    var path: String

    /// What is said where nobody can be asked.
    var explained: ChatCommandError {
        ChatCommandError(localized("\(path) cannot be written: it exists already; /export --force PATH replaces it."))
    }
}
