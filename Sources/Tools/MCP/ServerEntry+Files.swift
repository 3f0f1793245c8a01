import ChildProcesses
import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension ServerEntry {
    /// What the entry leads to here and now and does not say itself, of which another one makes another server.
    ///
    /// It is the program that `PATH` has and the files that arguments name, or the host of the URL, and no secret that is
    /// put in.
    func resolved(_ variables: [String: String]) -> [String] {
        switch transport {
        case .process(let text):
            guard let program = try? ServerProgram(text, variables) else { return [] }
            return Self.resolved(text, program)
        case .http(let url, _):
            guard url.contains("${"), let url = try? VariableText.expand(url, member: "url", variables),
                let start = url.firstRange(of: "://")?.upperBound
            else { return [] }
            let authority = url[start...].prefix { !"/?#".contains($0) }
            return ["host \(url[..<start])\(authority.split(separator: "@").last ?? "")"]
        case nil: return []
        }
    }

    private static func resolved(_ text: ProgramText, _ program: ServerProgram) -> [String] {
        var folder = FilePath(currentFolder)
        if let own = program.folder { folder.push(FilePath(own)) }
        let found = ChildProgram(named: program.command, arguments: [], path: program.searchPath)?.path
        var resolved = ["program \(absolute(found ?? program.command, in: folder))"]
        var former = ""
        for (written, word) in zip(text.arguments, program.arguments) {
            defer { former = written }
            let (name, value) = parts(word)
            let isSecret =
                SecretText.takesSecret(former) || SecretText.isSecretName(name)
                || VariableText.names(in: written).contains(where: SecretText.isSecretName)
            for path in [word, value] where !path.isEmpty {
                // An absolute path that the entry itself names is compared as it stands there.
                let isNamed = written == word && path.hasPrefix("/")
                guard !isNamed, exists(path, in: folder) || written != word && path.contains("/") && !isSecret else {
                    continue
                }
                resolved.append("file \(absolute(path, in: folder))")
            }
        }
        return resolved
    }

    /// The name and the value of `--name=value`.
    private static func parts(_ word: String) -> (name: String, value: String) {
        guard let sign = word.firstIndex(of: "=") else { return ("", "") }
        return (String(word[..<sign]), String(word[word.index(after: sign)...]))
    }

    private static func exists(_ path: String, in folder: FilePath) -> Bool {
        !path.utf8.contains(0) && FileStatus.exists(absolute(path, in: folder))
    }

    private static func absolute(_ path: String, in folder: FilePath) -> String {
        folder.pushing(FilePath(path)).string
    }

    private static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }
}
