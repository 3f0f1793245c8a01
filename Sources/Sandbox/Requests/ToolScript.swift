import JSON

/// Which tools the sandbox calls: what the last message of the user says, line by line.
///
/// `call NAME ARGUMENTS` calls a tool, several in a row call as many in one reply; after `then` stand the calls of the next
/// reply; `again` repeats the last ones without end; `like STYLE…` chooses how the calls are sent. All of it counts only
/// where the request offers tools.
struct ToolScript: Sendable {
    /// A call, its arguments as they stand in the line.
    struct Call: Sendable {
        var name: String
        var arguments: String
    }

    /// How calls are sent: what servers are known to do.
    enum Style: String, Sendable, CaseIterable {
        /// Each call in one piece.
        case whole
        /// With index 0 for each call.
        case index0
        /// Without ids.
        case noid
        /// With ids and names in pieces.
        case pieces
        /// With `stop` as the reason of the end.
        case stop
        /// Cut off, with `tool_calls` as the reason of the end all the same.
        case cut
        /// Cut off by the limit on tokens.
        case length
        /// Cut off by a filter.
        case filter
        /// After some text.
        case text
        /// With reasoning and signatures, without which the next request is refused.
        case signed
    }

    private var rounds: [[Call]] = []
    private var repeats = false
    private(set) var styles: Set<Style> = []

    /// Whether tools are to be called at all.
    var isEmpty: Bool { rounds.allSatisfy(\.isEmpty) }

    /// Reads a message.
    init(_ text: String) {
        var round: [Call] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            switch words.first {
            case "call" where words.count > 1:
                round.append(Call(name: words[1], arguments: words.count > 2 ? words[2] : ""))
            case "then" where words.count == 1:
                rounds.append(round)
                round = []
            case "again" where words.count == 1: repeats = true
            case "like":
                styles.formUnion(line.split(separator: " ").dropFirst().compactMap { Style(rawValue: String($0)) })
            default: break
            }
        }
        rounds.append(round)
    }

    /// The calls of a reply, after so many replies to the same message that called tools.
    func calls(after count: Int) -> [Call] {
        if count < rounds.count { return rounds[count] }
        return repeats ? rounds.last ?? [] : []
    }
}
