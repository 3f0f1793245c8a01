/// A command of the REPL: what begins with a slash and is not sent.
struct SlashCommand: Sendable {
    var name: String
    /// What may follow it, for the help.
    var argument: String
    var help: String
    /// What else there is to know.
    var detail: String

    init(_ name: String, _ argument: String, _ help: String, _ detail: String) {
        self.name = name
        self.argument = argument
        self.help = help
        self.detail = detail
    }

    /// What a typed line is.
    enum Line: Equatable {
        /// Text for the model.
        case message(String)
        /// A known command and what follows it.
        case command(String, String)
        /// An unknown one, and the known one that is nearest to it, if any is near.
        case unknown(String, nearest: String?)
        /// Nothing.
        case empty
    }

    /// Reads a typed line; `//x` sends `/x`.
    static func read(_ line: String) -> Line {
        let text = line.drop { $0.isWhitespace }
        if text.isEmpty { return .empty }
        guard text.first == "/" else { return .message(line) }
        if text.hasPrefix("//") { return .message(String(text.dropFirst())) }
        let words = text.dropFirst().split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
        let name = words.first.map(String.init) ?? ""
        let argument = words.count > 1 ? words[1].drop { $0.isWhitespace } : ""
        if names.contains(name) {
            return .command(name, String(argument.reversed().drop { $0.isWhitespace }.reversed()))
        }
        return .unknown(name, nearest: nearest(to: name))
    }

    /// The names of all commands.
    private static let names = Set(all.map(\.name))

    /// The command whose name is nearest, if any is near.
    static func nearest(to name: String) -> String? {
        if name.isEmpty { return nil }
        if let longer = all.first(where: { name.count > 1 && $0.name.hasPrefix(name) }) { return longer.name }
        let nearest = all.map(\.name).min { distance(name, $0) < distance(name, $1) }
        return nearest.flatMap { distance(name, $0) <= 2 ? $0 : nil }
    }

    /// How many letters must be changed, added or taken away to make one word of the other.
    private static func distance(_ one: String, _ other: String) -> Int {
        let target = Array(other)
        var row = Array(0...target.count)
        for (line, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in target.indices {
                let substitution = diagonal + (letter == target[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
            }
        }
        return row[target.count]
    }
}
