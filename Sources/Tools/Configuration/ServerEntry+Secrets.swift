extension ServerEntry {
    /// Whether the entry itself holds values that look secret, rather than naming variables that do.
    var holdsSecrets: Bool {
        switch transport {
        case .process(let program):
            program.environment.contains { SecretText.isSecret(name: $0.name, value: $0.value) }
                || SecretText.masked(arguments: program.arguments) != program.arguments
        case .http(let url, let headers):
            SecretText.masked(url: url) != url
                || headers.contains { SecretText.isSecret(name: $0.name, value: $0.value) }
        case nil: false
        }
    }
}

/// What looks like a secret in a configuration: a guess, for warnings and for what is shown.
package enum SecretText {
    private static let mark = "***"
    private static let words = ["key", "token", "secret", "passw", "credential", "auth", "cookie"]
    private static let beginnings = [
        "sk-", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "hf_", "eyJ", "AKIA", "cc-",
        "Bearer ",
    ]

    /// Whether a variable or a header holds a secret that is written out.
    static func isSecret(name: String, value: String) -> Bool {
        !isReference(value) && (isSecretName(name) || isSecretValue(value))
    }

    /// Arguments without what looks like a secret in them.
    package static func masked(arguments: [String]) -> [String] {
        var hidesNext = false
        return arguments.map { argument in
            defer { hidesNext = takesSecret(argument) }
            if isReference(argument) { return argument }
            if isSecretValue(argument) || hidesNext && !argument.hasPrefix("-") && !isPath(argument) { return mark }
            guard let sign = argument.firstIndex(of: "=") else { return masked(url: argument) }
            let value = String(argument[argument.index(after: sign)...])
            guard isSecret(name: String(argument[..<sign]), value: value) else { return masked(url: argument) }
            return argument[...sign] + mark
        }
    }

    /// A URL without what looks like a secret: a user's name and password, and what its query says.
    package static func masked(url: String) -> String {
        guard let start = url.firstRange(of: "://")?.upperBound else { return url }
        var rest = url[start...]
        var result = url[..<start]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        if let at = rest[..<end].lastIndex(of: "@") {
            result += mark
            rest = rest[at...]
        }
        guard let query = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) else { return String(result + rest) }
        let parts = rest[rest.index(after: query)...].split(separator: "&", omittingEmptySubsequences: false)
        let shown = parts.map { part -> String in
            guard let sign = part.firstIndex(of: "="), !isReference(String(part[part.index(after: sign)...])) else {
                return String(part)
            }
            return part[...sign] + mark
        }
        return result + rest[...query] + shown.joined(separator: "&")
    }

    /// A text that should be a URL, masked as one even where it is none.
    static func masked(addressLike text: String) -> String {
        if text.contains("://") { return masked(url: text) }
        return String(masked(url: "://" + text).dropFirst(3))
    }

    static func isSecretName(_ name: String) -> Bool {
        let name = name.lowercased()
        return words.contains { name.contains($0) }
    }

    /// Whether an argument is an option whose value, the next one, is a secret.
    static func takesSecret(_ argument: String) -> Bool {
        guard argument.hasPrefix("-"), !argument.contains("="), isSecretName(argument) else { return false }
        let name = argument.drop { $0 == "-" }.lowercased()
        return !["no-", "skip-", "without-", "disable-"].contains { name.hasPrefix($0) }
    }

    /// Whether a text names a file; letters that stand for bytes may begin with a slash too, but rarely have two.
    private static func isPath(_ text: String) -> Bool {
        ["./", "../", "~/"].contains { text.hasPrefix($0) }
            || text.hasPrefix("/") && text.dropFirst().contains("/") && !text.contains { $0 == "+" || $0 == "=" }
    }

    private static func isSecretValue(_ value: String) -> Bool {
        beginnings.contains { value.hasPrefix($0) && value.utf8.count >= $0.utf8.count + 8 } && !isReference(value)
    }

    /// Whether a text names a variable and holds nothing of its own but a word before it, as `Bearer ${TOKEN}` does.
    private static func isReference(_ text: String) -> Bool {
        guard let start = text.firstRange(of: "${"), text.hasSuffix("}"), !text.contains(":-") else {
            return text.isEmpty
        }
        return text[..<start.lowerBound].utf8.count <= 16
    }
}
