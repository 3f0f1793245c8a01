/// What a Tab does: inserts what is certain and, the second time, lists what is not.
struct TabCompletionState {
    enum Action: Equatable {
        /// Replaces so many scalars before the cursor. The bell rings where more than one word is left.
        case replace(scalars: Int, text: String, isCertain: Bool)
        case list([String])
        case bell
    }

    /// The line and the cursor where the former Tab left more than one word.
    private var open: (line: String, cursor: Int)?

    /// What to do at a Tab.
    mutating func press(_ completion: Completion?, line: String, cursor: Int) -> Action {
        let former = open
        open = nil
        guard let completion, !completion.candidates.isEmpty, (0...cursor).contains(completion.start) else {
            return .bell
        }
        let scalars = Array(line.unicodeScalars)
        let word = Self.text(scalars[completion.start..<min(cursor, scalars.count)])
        let candidates = completion.candidates.map(Self.printable)
        guard candidates.count > 1 else {
            let text = candidates[0] + Self.printable(completion.suffix)
            return .replace(scalars: cursor - completion.start, text: text, isCertain: true)
        }
        let common = candidates.dropFirst().reduce(candidates[0], Self.commonPrefix)
        if common != word, common.lowercased().hasPrefix(word.lowercased()) {
            let rest = Self.text(scalars[min(cursor, scalars.count)...])
            let length = completion.start + common.unicodeScalars.count
            open = (Self.text(scalars[..<completion.start]) + common + rest, length)
            return .replace(scalars: cursor - completion.start, text: common, isCertain: false)
        }
        open = (line, cursor)
        guard let former, former.line == line, former.cursor == cursor else { return .bell }
        return .list((completion.display ?? completion.candidates).map(Self.printable))
    }

    /// The text without control characters, line ends and marks that turn the direction of what follows; candidates are
    /// names that others gave.
    private static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        result.append(
            contentsOf: text.unicodeScalars.filter { scalar in
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: false
                default: !LineLayout.isDirection(scalar.value)
                }
            })
        return String(result)
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// What both begin with, in whole characters.
    private static func commonPrefix(_ one: String, _ other: String) -> String {
        String(zip(one, other).prefix { $0 == $1 }.map(\.0))
    }
}
