import Conversations

/// What `/export` is called with: `--force` and a format, in any order, and then a path.
struct ExportArguments: Sendable, Hashable {
    /// Whether a file that is there is replaced.
    private(set) var replaces = false
    /// The format where it is named.
    private(set) var format: Transcript.Format?
    /// The path as it is typed.
    let path: String

    /// - Parameter isUnfinished: Whether more may follow at once, so that the last word is none yet.
    init(_ argument: String, isUnfinished: Bool = false) {
        var rest = argument[...].drop { $0 == " " }
        while !rest.isEmpty {
            let word = rest.prefix { $0 != " " }
            if isUnfinished, word.endIndex == rest.endIndex { break }
            if word == "--force" {
                replaces = true
            } else if format == nil, let named = Transcript.Format(rawValue: String(word)) {
                format = named
            } else {
                break
            }
            rest = rest[word.endIndex...].drop { $0 == " " }
        }
        path = String(rest)
    }
}
