/// Text of the configuration in which `${NAME}`, `${NAME:-default}` and `${env:NAME}` stand for environment variables.
enum VariableText {
    /// What other programs would run or ask for, and this one does not: `$(…)`, `${input:…}`; `nil` where there is none.
    static func foreignForm(in text: String) -> String? {
        for form in ["$(", "${input:", "${command:"] where text.contains(form) { return form }
        return nil
    }

    /// Whether a variable may hold this program's own key.
    static func isOwnKey(_ name: String) -> Bool {
        let name = name.uppercased()
        return name.hasPrefix("CLOUDCOMPUTE_") && name.contains("KEY")
    }

    /// The text with the values of its variables.
    ///
    /// A value is not looked at again, so what it holds stays as it is. A `$` before anything else stands for itself.
    ///
    /// - Throws: ``ServerProblem`` for a variable that is not set and has no default, or that holds this program's key.
    static func expand(
        _ text: String, member: String, _ environment: [String: String]
    ) throws(ServerProblem) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}"),
                let reference = Reference(rest[start.upperBound..<end])
            else {
                result += "${"
                rest = rest[start.upperBound...]
                continue
            }
            if isOwnKey(reference.name) { throw .ownKey(reference.name, member: member) }
            let value = environment[reference.name].flatMap { $0.isEmpty && reference.fallback != nil ? nil : $0 }
            guard let value = value ?? reference.fallback else {
                throw .unsetVariable(reference.name, member: member)
            }
            if value.utf8.contains(0) { throw .nul(member: member) }
            result += value
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// The names of the variables in a text.
    static func names(in text: String) -> [String] {
        var names: [String] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: "}") else { break }
            if let reference = Reference(rest[..<end]) { names.append(reference.name) }
        }
        return names
    }

    private struct Reference {
        var name: String
        var fallback: String?

        init?(_ text: Substring) {
            let inner = text.hasPrefix("env:") ? text.dropFirst(4) : text
            let name = inner.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" }
            guard let first = name.first, !first.isNumber else { return nil }
            self.name = String(name)
            let rest = inner[name.endIndex...]
            if rest.isEmpty { return }
            guard rest.hasPrefix(":-") else { return nil }
            fallback = String(rest.dropFirst(2))
        }
    }
}
