import Files
import Foundation
import Terminal

/// The command by which the scripts of ``CompletionScript`` ask what may stand at the cursor; it is not for people.
///
/// It says nothing of what goes wrong: a message would stand in the midst of the line that somebody types.
enum CompletionCallback {
    static let name = "__complete"

    /// The answer to a shell's question: a line of directives, and a line for each candidate.
    ///
    /// - Parameter arguments: The shell's name, and what it tells of the command line: bash the line up to the cursor and
    ///   its word breaks, the others the words, the last as far as it is typed.
    static func answer(_ arguments: [String]) -> String? {
        guard let shell = arguments.first.flatMap(CompletionShell.init(rawValue:)) else { return nil }
        // Whoever presses Tab waits for nothing.
        return WholeFile.$waitsForPipes.withValue(false) { answer(shell, Array(arguments.dropFirst())) }
    }

    private static func answer(_ shell: CompletionShell, _ rest: [String]) -> String? {
        switch shell {
        case .bash:
            guard let line = rest.first, rest.count == 2 else { return nil }
            return forBash(BashLine(line, wordBreaks: rest[1]))
        case .zsh, .fish:
            guard let current = rest.last else { return nil }
            // fish leaves the marks of the last word in place.
            let typed = shell == .fish ? BashLine(current, wordBreaks: "").current : current
            return forOthers(completions(rest.dropLast(), typed), isFish: shell == .fish)
        }
    }

    private static func completions(_ words: [String], _ current: String) -> Completions {
        let place = CompletionPlace(words: words, current: current)
        return Completions(place, StoredValueReader(given: place.given))
    }

    private static func forBash(_ line: BashLine) -> String? {
        if line.isRedirection { return "files\n" }
        guard !line.words.isEmpty else { return nil }
        let completions = completions(Array(line.words.dropFirst()), line.current)
        let values = completions.candidates.map { completions.prefix + $0.value }
        var found = values.compactMap { line.insertion($0) }
        if found.isEmpty, completions.paths == nil, !completions.typed.isEmpty {
            // As a part of a model's id names the model, it completes to it.
            let holding = completions.candidates.map(\.value).filter { $0.contains(completions.typed) }
            if holding.count == 1, line.kept == 0, line.quote == nil {
                found = holding.compactMap { BashLine("", wordBreaks: "").insertion(completions.prefix + $0) }
            }
        }
        return text(completions.directives, Set(found).sorted())
    }

    private static func forOthers(_ completions: Completions, isFish: Bool) -> String {
        // zsh keeps what stands before the value; fish completes the whole word.
        let prefix = isFish ? completions.prefix : ""
        let lines = completions.candidates.map { candidate in
            candidate.description.isEmpty
                ? prefix + candidate.value : "\(prefix)\(candidate.value)\t\(candidate.description)"
        }
        return text(completions.directives, lines)
    }

    private static func text(_ directives: String, _ lines: [String]) -> String {
        ([directives] + lines).map { $0 + "\n" }.joined()
    }
}
