import ArgumentParser

/// Commands whose arguments are read without the parser, where they are few and plain.
///
/// The parser first looks by reflection for all that a command takes, which costs a short one a sixth of its processor time. Everything
/// else, mistakes and help among it, is left to the parser.
enum ShortCommand {
    /// The command that the arguments name; `nil` where the parser is to read them.
    static func read(_ arguments: [String]) -> (any AsyncParsableCommand)? {
        var rest = arguments[...]
        guard rest.popFirst() == "models" else { return nil }
        if rest.first == "list" { rest.removeFirst() }
        var command = ModelsListCommand.unset
        while let option = rest.popFirst() {
            if option == "--json" {
                command.json = true
            } else if !command.global.take(option, &rest) {
                return nil
            }
        }
        return command
    }
}

extension ModelsListCommand {
    fileprivate static var unset: ModelsListCommand {
        var command = ModelsListCommand()
        (command.text, command.filter, command.sort) = (nil, .unset, nil)
        (command.json, command.global) = (false, .unset)
        return command
    }
}

extension ModelFilterOptions {
    fileprivate static var unset: ModelFilterOptions {
        var options = ModelFilterOptions()
        (options.vision, options.tools, options.reasoning) = (false, false, false)
        (options.minContext, options.maxPrice) = (nil, nil)
        return options
    }
}

extension GlobalOptions {
    fileprivate static var unset: GlobalOptions {
        var options = GlobalOptions()
        (options.profile, options.baseURL, options.apiKeyFile, options.language) = (nil, nil, nil, nil)
        (options.sandbox, options.verbose, options.noColor) = (false, false, false)
        return options
    }

    /// Takes an option and its value; `false` where it is none of these, or the parser might not take the value for one.
    fileprivate mutating func take(_ option: String, _ rest: inout ArraySlice<String>) -> Bool {
        switch option {
        case "--sandbox": sandbox = true
        case "--verbose", "-v": verbose = true
        case "--no-color": noColor = true
        case "--profile", "--base-url", "--api-key-file":
            guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("-") else { return false }
            switch option {
            case "--profile": profile = value
            case "--base-url": baseURL = value
            default: apiKeyFile = value
            }
        default: return false
        }
        return true
    }
}
