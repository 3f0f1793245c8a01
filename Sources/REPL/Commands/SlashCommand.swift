import Localization

/// A command of the chat: what begins with a slash and is not sent.
struct SlashCommand: Sendable {
    typealias Action = @Sendable (inout ChatSession, String) throws -> [ChatSession.Action]

    /// What the help lists together.
    enum Group: CaseIterable {
        case messages
        case model
        case conversations
        case chat

        /// Its heading.
        var title: String {
            switch self {
            case .messages: localized("Messages and replies")
            case .model: localized("The model and what it is told")
            case .conversations: localized("Conversations")
            case .chat: localized("The chat")
            }
        }
    }

    let name: String
    /// Where the help lists it.
    let group: Group
    /// What may follow the name, for the help.
    let usage: String
    /// What it does, as an imperative.
    var help: String { describe() }
    /// What else there is to know.
    var detail: String { explain() }
    private let describe: @Sendable () -> String
    private let explain: @Sendable () -> String
    /// What Tab offers after the name.
    let completion: ArgumentCompletion
    /// What it does to the chat, given what follows the name.
    let action: Action

    init(
        _ name: String, _ group: Group, _ usage: String, _ help: @autoclosure @escaping @Sendable () -> String,
        _ detail: @autoclosure @escaping @Sendable () -> String, completion: ArgumentCompletion,
        action: @escaping Action
    ) {
        self.name = name
        self.group = group
        self.usage = usage
        describe = help
        explain = detail
        self.completion = completion
        self.action = action
    }

    /// What a typed line is.
    enum Line: Sendable {
        /// Text for the model.
        case message(String)
        /// A command and what follows it.
        case command(SlashCommand, String)
        /// An unknown command, and the known one that is nearest to it, if any is near.
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
        guard let command = byName[name] else { return .unknown(name, nearest: nearest(to: name)) }
        return .command(command, String(argument.reversed().drop { $0.isWhitespace }.reversed()))
    }

    /// Other names, which other programs have for them.
    private static let aliases = [
        "exit": "quit", "bye": "quit", "q": "quit", "?": "help", "h": "help", "clear": "new",
    ]

    /// The commands by their names.
    static let byName: [String: SlashCommand] = {
        let own = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
        return own.merging(aliases.compactMapValues { own[$0] }) { first, _ in first }
    }()
}
