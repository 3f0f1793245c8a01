import CloudComputeClient
package import ConversationStore
import Conversations
package import LineEditor

/// Completes slash commands and what follows them, as their table says.
package struct CommandCompleter: LineCompleter {
    private let models: ModelCache
    private let store: ConversationStore?
    private let templates: @Sendable () -> [String]

    /// Creates a completer.
    ///
    /// - Parameter templates: The names of the saved templates, looked up at each Tab.
    package init(
        models: ModelCache, store: ConversationStore?, templates: @escaping @Sendable () -> [String] = { [] }
    ) {
        self.models = models
        self.store = store
        self.templates = templates
    }

    /// What may stand in place of the word at the cursor.
    package func complete(_ line: String, cursor: Int) -> Completion? {
        let typed = String(String.UnicodeScalarView(line.unicodeScalars.prefix(cursor)))
        guard typed.hasPrefix("/"), !typed.hasPrefix("//") else { return nil }
        guard let space = typed.firstIndex(where: \.isWhitespace) else {
            let names = SlashCommand.all.map { "/\($0.name)" }.filter { $0.hasPrefix(typed) }
            return Completion(start: 0, candidates: names.sorted(), suffix: " ")
        }
        let name = String(typed[typed.index(after: typed.startIndex)..<space])
        let argument = String(typed[typed.index(after: space)...].drop(while: \.isWhitespace))
        guard let command = SlashCommand.byName[name] else { return nil }
        return complete(argument, as: command.completion, start: cursor - argument.unicodeScalars.count)
    }

    private func complete(_ typed: String, as completion: ArgumentCompletion, start: Int) -> Completion? {
        func among(_ candidates: [String], suffix: String) -> Completion? {
            let fitting = candidates.filter { $0.hasPrefix(typed) }
            return fitting.isEmpty ? nil : Completion(start: start, candidates: fitting, suffix: suffix)
        }
        func parts(of ids: [String]) -> Completion? {
            let fitting = ids.filter { $0.lowercased().contains(typed.lowercased()) }
            return fitting.isEmpty ? nil : Completion(start: start, candidates: fitting)
        }
        switch completion {
        case .none: return nil
        case .commands: return among(SlashCommand.all.map(\.name).sorted(), suffix: " ")
        case .models:
            let ids = models.models.map(\.id).sorted()
            // As a part of an id names a model, it completes to one.
            return among(ids, suffix: "") ?? parts(of: ids)
        case .titles:
            let titles = (try? store?.titles(startingWith: typed, limit: 100)) ?? []
            return titles.isEmpty ? nil : Completion(start: start, candidates: titles, suffix: "")
        case .words(let words, let suffix): return typed.contains(" ") ? nil : among(words, suffix: suffix)
        case .paths(let words): return PathCompletion.complete(typed, start: start, besides: words)
        case .templates:
            return PathCompletion.complete(typed, start: start, besides: templates() + ["off"])
        case .formatAndPath:
            let arguments = ExportArguments(typed, isUnfinished: true)
            return PathCompletion.complete(
                arguments.path, start: start + typed.unicodeScalars.count - arguments.path.unicodeScalars.count,
                besides: arguments.format == nil ? Transcript.Format.allCases.map(\.rawValue) : [])
        }
    }
}
