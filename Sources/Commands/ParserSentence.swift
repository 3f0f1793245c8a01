import Localization

/// A sentence by which the parser of arguments says what is wrong; they are fixed, and in English.
struct ParserSentence {
    /// The sentence in the language in force.
    let text: String

    /// Reads a sentence; `nil` where it is none of the parser's, but one of this program.
    init?(_ sentence: Substring) {
        guard let text = Self.option(sentence) ?? Self.argument(sentence) ?? Self.value(sentence) else { return nil }
        self.text = text
    }

    /// A line that the parser puts below the sentence.
    static func hint(_ line: String) -> String {
        if line.hasPrefix("Help:  ") { return localized("Help:") + line.dropFirst(5) }
        guard let match = line.wholeMatch(of: /\ \ See '(.*)' for more information\./) else { return line }
        return localized("  See '\(match.1)' for more information.")
    }

    /// What an option takes, by the name that the help has for its value.
    private static func expectation(_ name: Substring) -> Message? {
        switch name {
        case "number|auto": Message("a number from 1 to 10000, auto, or auto:N")
        case "number": Message("a number")
        case "time", "seconds": Message("a length of time such as 90, 500ms, 10m or 2h")
        case "name=value": Message("a name, = and a value")
        case "share": Message("a share from 0 to 1, or a percentage such as 5%")
        case "number[/s|/m]": Message("a number of requests from 1 on, with /s or /m behind it")
        case "host:port": Message("a host and a port such as 127.0.0.1:2222")
        case "instance:id[:port][/path]":
            Message("instance:ID, with or without a port and a path such as instance:564:8000/v1")
        default: nil
        }
    }

    private static func option(_ text: Substring) -> String? {
        if let match = text.wholeMatch(of: /(.*)\n   or: (.*) in '(.*)'/.dotMatchesNewlines()),
            let unknown = option(match.1), let missing = option(match.2)
        {
            return localized("\(unknown)\n   or: \(missing) in '\(match.3)'")
        }
        if let match = text.wholeMatch(of: /Unknown option '(.*)'\. Did you mean '(.*)'\?/.dotMatchesNewlines()) {
            return localized("Unknown option '\(match.1)'. Did you mean '\(match.2)'?")
        }
        if let match = text.wholeMatch(of: /Unknown option '(.*)'/.dotMatchesNewlines()) {
            return localized("Unknown option '\(match.1)'")
        }
        if let match = text.wholeMatch(of: /Missing value for '(.*)'/.dotMatchesNewlines()) {
            return localized("Missing value for '\(match.1)'")
        }
        let withValue = /The option '(.*)' does not take any value, but '(.*)' was specified\./.dotMatchesNewlines()
        if let match = text.wholeMatch(of: withValue) {
            return localized("The option '\(match.1)' does not take any value, but '\(match.2)' was specified.")
        }
        let twice = /Value to be set with flag (.*) had already been set with flag (.*)/.dotMatchesNewlines()
        if let match = text.wholeMatch(of: twice) {
            return localized("Value to be set with flag \(match.1) had already been set with flag \(match.2)")
        }
        return nil
    }

    private static func argument(_ text: Substring) -> String? {
        if let match = text.wholeMatch(of: /Unexpected argument '(.*)'/.dotMatchesNewlines()) {
            return localized("Unexpected argument '\(match.1)'")
        }
        if let match = text.wholeMatch(of: /([0-9]+) unexpected arguments: '(.*)'/.dotMatchesNewlines()) {
            return localized("\(match.1) unexpected arguments: '\(list(match.2))'")
        }
        if let match = text.wholeMatch(of: /Missing expected argument '(.*)'/.dotMatchesNewlines()) {
            return localized("Missing expected argument '\(match.1)'")
        }
        if let match = text.wholeMatch(of: /Missing one of: '(.*)'/.dotMatchesNewlines()) {
            return localized("Missing one of: '\(list(match.1))'")
        }
        let scripts =
            /Can't generate completion scripts for '(.*)'\.\nPlease use (\S*) with one of:\n(.*)/.dotMatchesNewlines()
        if let match = text.wholeMatch(of: scripts) {
            return localized(
                "Can't generate completion scripts for '\(match.1)'.\nPlease use \(match.2) with one of:\n\(match.3)")
        }
        return nil
    }

    /// The words of a list, which stand in quotation marks.
    private static func list(_ words: Substring) -> String {
        words.split(separator: "', '", omittingEmptySubsequences: false).joined(separator: localized("', '"))
    }

    /// A word of a list that may stand in quotation marks and before a comma.
    private static func quoted(_ word: Substring) -> String {
        guard let match = word.wholeMatch(of: /'(.*)'(,?)/) else { return String(word) }
        return localized("'\(match.1)'") + match.2
    }

    private static func value(_ text: Substring) -> String? {
        let words = /The value '(.*)' is invalid for '([^']*)'(.*)/.dotMatchesNewlines()
        guard let match = text.wholeMatch(of: words) else { return nil }
        let (value, option, rest) = (match.1, match.2, match.3)
        if rest.isEmpty {
            let name = option.split(separator: "<", maxSplits: 1).last?.dropLast()
            guard let expectation = name.flatMap(expectation) else {
                return localized("The value '\(value)' is invalid for '\(option)'")
            }
            return localized("The value '\(value)' is invalid for '\(option)': it takes \(expectation).")
        }
        if let list = rest.wholeMatch(of: /\. Please provide one of the following:\n(.*)/.dotMatchesNewlines()) {
            return localized(
                "The value '\(value)' is invalid for '\(option)'. Please provide one of the following:\n\(list.1)")
        }
        if let list = rest.wholeMatch(of: /\. Please provide one of (.*)\./) {
            let names = list.1.split(separator: " ").map { word in
                switch word {
                case "and": localized("and")
                case "or": localized("or")
                default: quoted(word)
                }
            }
            return localized(
                "The value '\(value)' is invalid for '\(option)'. Please provide one of \(names.joined(separator: " "))."
            )
        }
        guard rest.hasPrefix(": ") else { return nil }
        return localized("The value '\(value)' is invalid for '\(option)': \(rest.dropFirst(2))")
    }
}
