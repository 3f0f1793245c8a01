import Files
import Settings
import Tools

/// What is wrong with the configuration of tools, and what is to be known of them.
extension ErrorText {
    static func text(_ error: ToolsError) -> String {
        switch error {
        case .badFile(let path, _, let problem): return text(problem, of: path)
        case .unknownName(let name, let near, let known):
            let hint =
                if !near.isEmpty { "Did you mean \(near.joined(separator: " or "))?" } else if known.isEmpty {
                    "None is set up; `cloudcompute mcp list` names the files that are looked for."
                } else {
                    "There are \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "")."
                }
            return "There is no tool or server \"\(name)\". \(hint)"
        case .unusableServer(let name, let path, let problem):
            return "The server \(name) in \(path) cannot be used: \(problem.reason)."
        case .noneAmongOthers: return "\"none\" takes no tools and does not go with other names."
        }
    }

    private static func text(_ problem: ToolsError.FileProblem, of path: String) -> String {
        let quoted = ShellWord.quoted(path)
        switch problem {
        case .unreadable(let error): return "\(path) cannot be read: \(error.reason)."
        case .foreignOwner(let owner):
            return "\(path) belongs to another account (user id \(owner)), so no server in it is started; "
                + "if it says what you want, copy it."
        case .writableByOthers:
            return "\(path) may be changed by other accounts, so no server in it is started; "
                + "if it says what you want, run `chmod go-w \(quoted)`."
        case .replaceableByOthers(let folder):
            return "\(path) lies in a folder in which every account may replace it, so no server in it is started; "
                + "run `chmod o-w \(ShellWord.quoted(folder))`."
        case .notText: return "\(path) is not UTF-8 text."
        case .notJSON(let reason, let line, let column):
            return "\(path), line \(line), column \(column) is not JSON: \(reason)."
        case .notAnObject: return "\(path) does not hold a JSON object."
        case .noServers:
            return "\(path) names no servers: it should have an object \"mcpServers\", \"servers\" or \"mcp\"."
        case .tooManyServers(let limit): return "\(path) names more than \(limit) servers."
        case .repeatedName(let name): return "\(path) names the server \"\(name)\" twice."
        case .emptyName: return "\(path) has a server without a name."
        }
    }

    /// What a person should know of tools; the words of servers stand in it.
    static func text(_ notice: ToolNotice) -> String {
        switch notice {
        case .exposedSecrets(let path):
            "\(path) holds secrets and may be read by other accounts; run `chmod 600 \(ShellWord.quoted(path))`, or put "
                + "${NAME} in their place."
        case .serverFailed(let name, let failure, let lines):
            "The server \(name) is left out: \(failure.reason)."
                + (lines.isEmpty ? "" : " Its standard error ends with: \(lines.joined(separator: " | "))")
        case .toolsDropped(let server, let count, let tools):
            tools.count == 1 && count == 1
                ? "The tool \"\(tools[0].name)\" of \(server) is left out: \(reason(tools[0].problem))."
                : "\(count) tools of \(server) are left out: "
                    + tools.prefix(3).map { "\"\($0.name)\" since \(reason($0.problem))" }.joined(separator: ", ")
                    + (count > 3 ? ", and \(count - 3) more." : ".")
        case .missingTool(let server, let tool): "The server \(server) has no tool \(tool)."
        case .localToolUnusable(let path, let problem): "The tool \(path) is left out: \(reason(problem, path))."
        case .listCut(let server, let pages):
            "Only a part of the tools of \(server) is taken: its list did not end after \(pages) pages."
        case .noise(let server): "The server \(server) writes text among its messages, which is passed over."
        }
    }

    private static func reason(_ problem: ToolDefinitionProblem) -> String {
        switch problem {
        case .schemaTooLarge(let nodes): "its schema has more than \(nodes) parts"
        case .schemaTooDeep(let levels): "its schema is nested deeper than \(levels) levels"
        case .schemaNotAnObject: "its schema is not that of an object"
        case .badName: "its name is empty, too long or has control characters"
        case .repeatedName: "its name stands twice in the list"
        case .badHeaderMark(let mark):
            "its schema has an x-mcp-header that is not allowed (\(VisibleText.cut(mark, to: 64)))"
        }
    }

    private static func reason(_ problem: LocalToolProblem, _ path: String) -> String {
        switch problem {
        case .noDescription: "there is no \(path).json that describes it"
        case .notExecutable: "it is not executable; run `chmod u+x \(ShellWord.quoted(path))`"
        case .foreignOwner(let owner): "it belongs to another account (user id \(owner))"
        case .writableByOthers:
            "other accounts may change or replace it; run `chmod go-w \(ShellWord.quoted(path))`"
        case .notAFile: "it is missing or not a regular file"
        case .badName: "its name is not 1 to 64 letters, digits, - and _, or has __, or is all or none"
        case .badDescription(let words): "\(path).json cannot be used: \(words)"
        case .schema(let problem): "\(reason(problem)) in \(path).json"
        }
    }
}
