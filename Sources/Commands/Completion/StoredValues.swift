import ArgumentParser

/// Values of options and arguments that completion finds on this machine.
enum StoredValues: String, CaseIterable, Sendable {
    /// The ids of the models that the server has listed.
    case models
    /// The profiles of the configuration file.
    case profiles
    /// Conversations by their numbers, or by their titles once a letter is typed.
    case conversations
    /// Instances by id and by name.
    case instances
    /// Instances as `--on` takes them: `instance:ID`.
    case instancePlaces
    /// SSH keys by id and by name.
    case sshKeys
    /// SSH keys by id alone.
    case sshKeyIDs
    /// The names of a request's fields, with what some of them take.
    case parameters
    /// The variables of the template that the command line names.
    case templateVariables
    /// Saved templates, and files in their place.
    case templatesOrFiles
    /// Servers and local tools, several of them between commas.
    case toolLists
    /// Servers and local tools.
    case tools
    /// MCP servers.
    case servers
}

extension CompletionKind {
    private static let mark = "stored "

    /// Completes to values that are stored on this machine.
    ///
    /// The parser knows no such kind; it hands this one on in what it tells of a command, which is all that is made of it.
    static func stored(_ values: StoredValues) -> CompletionKind { .shellCommand(mark + values.rawValue) }

    /// The values that a kind stands for, by what the parser tells of it.
    static func storedValues(_ command: String) -> StoredValues? {
        command.hasPrefix(mark) ? StoredValues(rawValue: String(command.dropFirst(mark.count))) : nil
    }
}
