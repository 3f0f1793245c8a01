import ArgumentParser

/// The command that the arguments begin with.
enum CommandPath {
    /// The subcommands of a command of the root; `nil` where it has none.
    static func subcommandNames(of name: String) -> [String]? {
        let names = subcommand(name, of: CloudCompute.self)?.configuration.subcommands.map { $0._commandName }
        return names?.isEmpty == true ? nil : names
    }

    /// Parses the arguments by the command that they name alone; `nil` where that is not all there is to them.
    ///
    /// From the root, the parser would build and read the options of each command on the way, which takes longer than all else
    /// that a short command does. What it says of help, versions and mistakes depends on that way, so these are left to it.
    static func parse(_ arguments: [String]) -> (any ParsableCommand)? {
        var command: any ParsableCommand.Type = CloudCompute.self
        var rest = arguments[...]
        while let name = rest.first, let next = subcommand(name, of: command) {
            command = next
            rest = rest.dropFirst()
        }
        while !command.configuration.subcommands.isEmpty {
            guard let next = command.configuration.defaultSubcommand else { return nil }
            command = next
        }
        return try? command.parse(Array(rest))
    }

    /// The subcommand of a name.
    static func subcommand(
        _ name: String, of command: any ParsableCommand.Type
    ) -> (any ParsableCommand.Type)? {
        command.configuration.subcommands.first {
            $0._commandName == name || $0.configuration.aliases.contains(name)
        }
    }
}

extension CommandConfiguration {
    /// The configuration of a command without subcommands.
    ///
    /// Named as the command of another, it is not searched for the options that print completion scripts; the root has
    /// them, and to look for them costs as much as to read all that the command has.
    static func leaf(commandName: String, abstract: String, discussion: String = "") -> CommandConfiguration {
        CommandConfiguration(
            commandName: commandName, _superCommandName: CloudCompute._commandName, abstract: abstract,
            discussion: discussion)
    }
}
