import Conversations

/// What Tab offers in place of a command's argument.
enum ArgumentCompletion: Sendable, Hashable {
    /// Nothing.
    case none
    /// The names of the commands.
    case commands
    /// The ids of the server's models.
    case models
    /// The titles of stored conversations.
    case titles
    /// One of some words, after which something may follow.
    case words([String], suffix: String = "")
    /// Files, and words that may stand in their place.
    case paths(besides: [String] = [])
    /// The names of saved templates, files, and `off`.
    case templates
    /// A format of transcripts and a file, or a file alone.
    case formatAndPath

    /// The request fields that are offered to `/set`.
    static let fields = Self.words(RequestField.known, suffix: " ")
    /// What is offered to `/think`.
    static let thinking = Self.words(["show", "hide", "off", "none", "minimal", "low", "medium", "high"])
}
