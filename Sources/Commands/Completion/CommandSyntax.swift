import ArgumentParser
import JSON

/// The options and arguments of a command, as the parser tells them.
struct CommandSyntax: Sendable {
    /// What may stand for a value.
    enum Values: Sendable, Equatable {
        case unknown
        case words([String])
        case files
        case folders
        case stored(StoredValues)
    }

    /// An option or an argument.
    struct Argument: Sendable {
        /// With their dashes; none of an argument.
        var names: [String] = []
        var takesValue = true
        /// Whether the value may be left out.
        var mayLackValue = false
        /// Whether values follow until the next option.
        var takesMany = false
        /// Whether it takes what stands behind `--` alone.
        var isBehindTerminator = false
        var isRepeating = false
        var isShown = true
        var values = Values.unknown
        var help = ""
    }

    var options: [Argument] = []
    var positionals: [Argument] = []

    /// Reads what the parser tells of a command.
    init(_ command: any ParsableArguments.Type) { self.init(dump: command._dumpHelp()) }

    /// Reads what the parser told.
    init(dump: String) {
        let arguments = (try? JSONValue(parsing: dump))?["command"]?["arguments"]?.array ?? []
        for entry in arguments {
            let argument = Argument(entry)
            if argument.names.isEmpty { positionals.append(argument) } else { options.append(argument) }
        }
    }

    /// The index of the option that a word names, without a value.
    func option(_ name: String) -> Int? {
        if let index = options.firstIndex(where: { $0.names.contains(name) }) { return index }
        // Of short options that are put together the last may take a value.
        guard name.hasPrefix("-"), !name.hasPrefix("--"), name.count > 2, let last = name.last else { return nil }
        return options.firstIndex { $0.names.contains("-\(last)") }
    }
}

extension CommandSyntax.Argument {
    fileprivate init(_ entry: JSONValue) {
        names = (entry["names"]?.array ?? []).compactMap { name in
            name["name"]?.string.map { (name["kind"]?.string == "long" ? "--" : "-") + $0 }
        }
        if entry["kind"]?.string == "positional" { names = [] }
        takesValue = entry["kind"]?.string != "flag"
        let strategy = entry["parsingStrategy"]?.string
        mayLackValue = strategy == "scanningForValue"
        takesMany = strategy == "upToNextOption"
        isBehindTerminator = strategy == "postTerminator"
        isRepeating = entry["isRepeating"] == .bool(true)
        isShown = entry["shouldDisplay"] == .bool(true)
        help = entry["abstract"]?.string ?? ""
        values = Self.values(entry)
    }

    private static func values(_ entry: JSONValue) -> CommandSyntax.Values {
        let kind = entry["completionKind"]
        if let words = kind?["list"]?["values"]?.array { return .words(words.compactMap(\.string)) }
        if kind?["file"] != nil { return .files }
        if kind?["directory"] != nil || kind?.string == "directory" { return .folders }
        if let command = kind?["shellCommand"]?["command"]?.string, let stored = CompletionKind.storedValues(command) {
            return .stored(stored)
        }
        return (entry["allValues"]?.array).map { .words($0.compactMap(\.string)) } ?? .unknown
    }
}
