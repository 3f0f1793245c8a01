import ArgumentParser
import Conversations
import Localization

/// A first word that is no command, with the one that is meant.
enum UnknownCommand {
    /// What is wrong with the arguments; `nil` where their first word is a command, an option or missing.
    static func complaint(_ arguments: [String]) -> String? {
        let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
        guard let word = words.first, !word.hasPrefix("-") else { return nil }
        let known = CloudCompute.configuration.subcommands.map { $0._commandName } + ["help", "version"]
        guard !known.contains(word) else { return nil }
        let nearest = known.min { EditDistance.between(word, $0) < EditDistance.between(word, $1) }
        guard let near = nearest, EditDistance.between(word, near) <= 2 else {
            return localized("There is no command \"\(word)\"; `cloudcompute --help` lists them.")
        }
        return localized("There is no command \"\(word)\"; did you mean \(near)?")
    }
}
