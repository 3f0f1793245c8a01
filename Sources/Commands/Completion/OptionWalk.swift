/// The words behind a command's name, read one after the other.
struct OptionWalk: Sendable {
    private let syntax: CommandSyntax
    private var count = 0
    /// The option whose value comes next.
    private(set) var pending: CommandSyntax.Argument?
    /// The option that takes values until the next option.
    private(set) var collecting: CommandSyntax.Argument?
    /// Whether `--` has come, behind which there are no options.
    private(set) var isTerminated = false
    /// The options that have come.
    private(set) var used: Set<Int> = []
    /// The values that have come, by the options' long names; of flags, none.
    private(set) var given: [String: [String]] = [:]

    init(_ syntax: CommandSyntax) { self.syntax = syntax }

    mutating func take(_ word: String) {
        if let option = pending {
            pending = nil
            if !option.mayLackValue || !word.hasPrefix("-") { return note(word, for: option) }
        }
        if isTerminated { return count += 1 }
        if word == "--" {
            isTerminated = true
            collecting = nil
            return
        }
        guard word.hasPrefix("-"), word != "-" else {
            if collecting == nil { count += 1 }
            return
        }
        collecting = nil
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let index = syntax.option(parts[0]) else { return }
        let option = syntax.options[index]
        used.insert(index)
        if option.takesMany { collecting = option }
        if parts.count == 2 {
            note(parts[1], for: option)
        } else if option.takesValue {
            pending = option
        } else {
            note(nil, for: option)
        }
    }

    private mutating func note(_ value: String?, for option: CommandSyntax.Argument) {
        guard let name = option.names.first(where: { $0.hasPrefix("--") }) ?? option.names.first else { return }
        given[name, default: []] += value.map { [$0] } ?? []
    }

    /// The argument that comes next, if there may be one.
    var positional: CommandSyntax.Argument? {
        let positionals = syntax.positionals.filter { !$0.isBehindTerminator || isTerminated }
        if count < positionals.count { return positionals[count] }
        return positionals.last.flatMap { $0.isRepeating ? $0 : nil }
    }
}
