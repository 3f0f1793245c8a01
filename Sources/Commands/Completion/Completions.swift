import Terminal

/// What a shell is told: words, and whether files or folders may stand in their place.
struct Completions: Sendable {
    /// What the shell looks up itself.
    enum Paths: String, Sendable {
        case files, folders
    }

    /// What stands before each candidate in the same word, such as `--model=`.
    var prefix: String
    /// What is typed behind the prefix.
    var typed: String
    private(set) var candidates: [Candidate] = []
    private(set) var paths: Paths?
    /// Whether something may follow in the same word.
    private(set) var isOpen = false

    /// The most candidates that are told.
    private static let most = 5_000
    /// A longer description is cut.
    private static let longestDescription = 100
    /// Longer values are not worth a line of the terminal, in bytes.
    private static let longestValue = 1_000

    /// Finds what may stand at a place.
    init(_ place: CompletionPlace, _ stored: StoredValueReader) {
        (prefix, typed) = (place.prefix, place.typed)
        for wanted in place.wanted {
            switch wanted {
            case .commands(let candidates), .options(let candidates): add(candidates)
            case .value(.words(let words)): add(words.map { Candidate($0) })
            case .value(.files): paths = .files
            case .value(.folders): paths = .folders
            case .value(.stored(let values)):
                if values == .templatesOrFiles { paths = .files }
                add(stored.candidates(values, typed: typed))
            case .value(.unknown): break
            }
        }
        isOpen = candidates.contains { $0.value.hasSuffix("=") } || place.isOpen
    }

    /// Adds what can stand on a command line and be shown: servers name models, instances and keys as they please.
    private mutating func add(_ more: [Candidate]) {
        for candidate in more {
            guard candidates.count < Self.most else { return }
            let value = candidate.value
            guard !value.isEmpty, value.utf8.count <= Self.longestValue,
                ControlCharacterFilter.filterLine(value) == value
            else { continue }
            candidates.append(
                Candidate(
                    value,
                    String(ControlCharacterFilter.filterLine(candidate.description).prefix(Self.longestDescription))))
        }
    }

    /// What a shell is to know beside the candidates, the first line that it gets.
    var directives: String {
        var words = paths.map { [$0.rawValue] } ?? []
        if isOpen { words.append("open") }
        if !prefix.isEmpty { words.append("behind") }
        return words.joined(separator: " ")
    }
}

extension CompletionPlace {
    /// Whether something may follow a value in the same word.
    fileprivate var isOpen: Bool {
        wanted.contains {
            switch $0 {
            case .value(.stored(.instancePlaces)), .value(.stored(.toolLists)): true
            default: false
            }
        }
    }
}
