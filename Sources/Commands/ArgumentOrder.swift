/// Lets global options stand before the command too: `cloudcompute --sandbox models`.
enum ArgumentOrder {
    /// Moves the global options that stand before the command's own words behind the command's name, or behind the
    /// subcommand's name where the command has subcommands.
    static func globalOptionsLast(_ arguments: [String], subcommands: (String) -> [String]?) -> [String] {
        if arguments == ["-V"] || arguments == ["version"] { return ["--version"] }
        // The parser would write scripts of its own.
        if arguments.first == "--generate-completion-script" { return ["completion"] + arguments.dropFirst() }
        var moved: [String] = []
        var rest = arguments[...]
        func takeGlobals() {
            while let first = rest.first {
                let name = first.split(separator: "=", maxSplits: 1).first.map(String.init) ?? first
                guard let takesValue = GlobalOptions.names[name] else { return }
                moved.append(rest.removeFirst())
                if takesValue, !first.contains("="), let value = rest.popFirst() { moved.append(value) }
            }
        }
        takeGlobals()
        guard let command = rest.popFirst() else { return arguments }
        // It takes none of them.
        if command == "help" { return [command] + rest }
        var path = [command]
        if let names = subcommands(command) {
            takeGlobals()
            if let name = rest.first, names.contains(name) { path.append(rest.removeFirst()) }
        }
        return path + moved + rest
    }
}
