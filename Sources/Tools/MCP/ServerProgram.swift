import Files

/// A server's program with its variables put in, and what it gets of this process.
struct ServerProgram: Sendable, Hashable {
    var command: String
    var arguments: [String]
    /// As `NAME=VALUE`.
    var environment: [String]
    /// Where the program is looked for.
    var searchPath: String?
    var folder: String?

    init(_ program: ServerEntry.ProgramText, _ variables: [String: String]) throws(ServerProblem) {
        command = HomeDirectory.expand(try VariableText.expand(program.command, member: "command", variables))
        arguments = []
        for word in program.arguments {
            arguments.append(try VariableText.expand(word, member: "args", variables))
        }
        folder = try program.folder.map { (text) throws(ServerProblem) in
            HomeDirectory.expand(try VariableText.expand(text, member: "cwd", variables))
        }
        var own = CleanEnvironment.variables(of: variables)
        for variable in program.environment {
            own[variable.name] = try VariableText.expand(
                variable.value, member: "env.\(variable.name)", variables)
        }
        environment = CleanEnvironment.list(own)
        searchPath = own["PATH"]
        if command.isEmpty { throw .nothingToStart }
    }
}

/// The few variables that programs get which work for a model.
enum CleanEnvironment {
    private static let names: Set<String> = [
        "HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER", "LANG", "TZ", "TMPDIR",
    ]

    static func variables(of all: [String: String]) -> [String: String] {
        all.filter { names.contains($0.key) || $0.key.hasPrefix("LC_") || $0.key.hasPrefix("XDG_") }
    }

    static func list(_ variables: [String: String]) -> [String] {
        variables.sorted { $0.key < $1.key }.filter { !VariableText.isOwnKey($0.key) }.map { "\($0.key)=\($0.value)" }
    }
}
