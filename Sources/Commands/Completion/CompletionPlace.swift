import ArgumentParser

/// What may stand at the end of a command line, as far as the declarations of the commands tell.
struct CompletionPlace: Sendable {
    /// What may stand there.
    enum Wanted: Sendable {
        case commands([Candidate])
        case options([Candidate])
        case value(CommandSyntax.Values)
    }

    var wanted: [Wanted] = []
    /// What stands before the value in the same word, such as `--model=`.
    var prefix = ""
    /// What is typed of the value.
    var typed: String
    /// What the command line says so far, by the long names of options.
    var given: [String: [String]] = [:]

    /// Reads a command line.
    ///
    /// - Parameters:
    ///   - words: The words before the one that is completed, without the program's name.
    ///   - current: What is typed of that word.
    init(words: [String], current: String) {
        typed = current
        read(words)
    }

    private mutating func read(_ words: [String]) {
        var rest = words[...]
        if let pending = takeGlobals(&rest) { return want(pending.values) }
        guard let name = rest.popFirst() else {
            wanted =
                typed.hasPrefix("-")
                ? [options(CommandSyntax(GlobalOptions.self))] : [Self.commands(of: CloudCompute.self, withHelp: true)]
            return
        }
        if name == "help" { return readHelp(rest) }
        guard let noun = CommandPath.subcommand(name, of: CloudCompute.self) else { return }
        guard !noun.configuration.subcommands.isEmpty else { return read(noun, rest) }
        if let pending = takeGlobals(&rest) { return want(pending.values) }
        if let verb = rest.first, let command = CommandPath.subcommand(verb, of: noun) {
            return read(command, rest.dropFirst())
        }
        if rest.isEmpty, !typed.hasPrefix("-") { wanted = [Self.commands(of: noun)] }
        if let command = noun.configuration.defaultSubcommand { read(command, rest) }
    }

    /// Reads what follows a command that has no subcommands.
    private mutating func read(_ command: any ParsableCommand.Type, _ words: ArraySlice<String>) {
        let syntax = CommandSyntax(command)
        var line = OptionWalk(syntax)
        for word in words { line.take(word) }
        given.merge(line.given) { $0 + $1 }
        if let pending = line.pending, !(pending.mayLackValue && typed.hasPrefix("-")) { return want(pending.values) }
        if !line.isTerminated, typed.hasPrefix("-") {
            if let mark = typed.firstIndex(of: "="), let index = syntax.option(String(typed[..<mark])) {
                prefix = String(typed[...mark])
                typed = String(typed[typed.index(after: mark)...])
                return want(syntax.options[index].values)
            }
            wanted = [options(syntax, without: line.used)]
            return
        }
        if let many = line.collecting { want(many.values) }
        if let positional = line.positional { want(positional.values) }
        let isOpen = wanted.allSatisfy { if case .value(.unknown) = $0 { true } else { false } }
        if isOpen, typed.isEmpty, !line.isTerminated { wanted = [options(syntax, without: line.used)] }
    }

    private mutating func want(_ values: CommandSyntax.Values) { wanted.append(.value(values)) }

    /// Reads the global options that stand before a name; the one whose value is wanted, if any.
    private mutating func takeGlobals(_ words: inout ArraySlice<String>) -> CommandSyntax.Argument? {
        guard let first = words.first, Self.isGlobal(first) else { return nil }
        var line = OptionWalk(CommandSyntax(GlobalOptions.self))
        while let word = words.first, line.pending != nil || Self.isGlobal(word) { line.take(words.removeFirst()) }
        given.merge(line.given) { $0 + $1 }
        return line.pending
    }

    private static func isGlobal(_ word: String) -> Bool {
        GlobalOptions.names[String(word.prefix { $0 != "=" })] != nil
    }

    private mutating func readHelp(_ words: ArraySlice<String>) {
        var command: any ParsableCommand.Type = CloudCompute.self
        for word in words {
            guard let next = CommandPath.subcommand(word, of: command) else { return }
            command = next
        }
        wanted = [Self.commands(of: command)]
    }

    private static func commands(of command: any ParsableCommand.Type, withHelp: Bool = false) -> Wanted {
        var candidates: [Candidate] = []
        for subcommand in command.configuration.subcommands {
            let configuration = subcommand.configuration
            guard configuration.shouldDisplay else { continue }
            candidates.append(Candidate(subcommand._commandName, configuration.abstract))
        }
        if withHelp { candidates.append(Candidate("help", "Show help for a command.")) }
        return .commands(candidates)
    }

    private func options(
        _ syntax: CommandSyntax, without used: Set<Int> = []
    ) -> Wanted {
        var candidates: [Candidate] = []
        for (index, option) in syntax.options.enumerated() where option.isShown {
            if used.contains(index), !option.isRepeating { continue }
            // Only who types a single dash asks for short names as well.
            for name in option.names where name.hasPrefix("--") || typed == "-" {
                candidates.append(Candidate(name, option.help))
            }
        }
        if !candidates.contains(where: { $0.value == "--help" }) {
            candidates.append(Candidate("--help", "Show help."))
        }
        return .options(candidates + [Candidate("--version", "Show the version.")])
    }
}

/// A word that may be put in, and what it is.
struct Candidate: Sendable, Hashable {
    var value: String
    var description: String

    init(_ value: String, _ description: String = "") {
        self.value = value
        self.description = description
    }
}
