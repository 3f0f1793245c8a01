import Files
import Localization
import Settings
import Tools

/// What is wrong with the configuration of tools, and what is to be known of them.
extension ErrorText {
    static func text(_ error: ToolsError) -> String {
        switch error {
        case .badFile(let path, _, let problem): return text(problem, of: path)
        case .unknownName(let name, let near, let known):
            let hint: Message =
                if !near.isEmpty {
                    Message("Did you mean \(near.joined(separator: localized(" or ")))?")
                } else if known.isEmpty {
                    Message("None is set up; `cloudcompute mcp list` names the files that are looked for.")
                } else {
                    Message("There are \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "").")
                }
            return localized("There is no tool or server \"\(name)\". \(hint)")
        case .unusableServer(let name, let path, let problem):
            return localized("The server \(name) in \(path) cannot be used: \(problem.reason).")
        case .noneAmongOthers: return localized("\"none\" takes no tools and does not go with other names.")
        }
    }

    private static func text(_ problem: ToolsError.FileProblem, of path: String) -> String {
        let quoted = ShellWord.quoted(path)
        switch problem {
        case .unreadable(let error): return localized("\(path) cannot be read: \(error.reason).")
        case .foreignOwner(let owner):
            return localized(
                "\(path) belongs to another account (user id \(owner)), so no server in it is started; "
                    + "if it says what you want, copy it.")
        case .writableByOthers:
            return localized(
                "\(path) may be changed by other accounts, so no server in it is started; "
                    + "if it says what you want, run `chmod go-w \(quoted)`.")
        case .replaceableByOthers(let folder):
            return localized(
                "\(path) lies in a folder in which every account may replace it, so no server in it is started; "
                    + "run `chmod o-w \(ShellWord.quoted(folder))`.")
        case .notText: return localized("\(path) is not UTF-8 text.")
        case .notJSON(let reason, let line, let column):
            return localized("\(path), line \(line), column \(column) is not JSON: \(reason).")
        case .notAnObject: return localized("\(path) does not hold a JSON object.")
        case .noServers:
            return localized(
                "\(path) names no servers: it should have an object \"mcpServers\", \"servers\" or \"mcp\".")
        case .tooManyServers(let limit): return localized("\(path) names more than \(limit) servers.")
        case .repeatedName(let name): return localized("\(path) names the server \"\(name)\" twice.")
        case .emptyName: return localized("\(path) has a server without a name.")
        }
    }

    /// What a person should know of tools; the words of servers stand in it.
    static func text(_ notice: ToolNotice) -> String {
        switch notice {
        case .exposedSecrets(let path):
            localized(
                "\(path) holds secrets and may be read by other accounts; run `chmod 600 \(ShellWord.quoted(path))`, or put "
                    + "${NAME} in their place.")
        case .serverFailed(let name, let failure, let lines):
            lines.isEmpty
                ? localized("The server \(name) is left out: \(failure.reason).")
                : localized(
                    "The server \(name) is left out: \(failure.reason). Its standard error ends with: "
                        + "\(lines.joined(separator: " | "))")
        case .toolsDropped(let server, let count, let tools):
            tools.count == 1 && count == 1
                ? localized("The tool \"\(tools[0].name)\" of \(server) is left out: \(reason(tools[0].problem)).")
                : dropped(
                    server, count, tools.prefix(3).map { localized("\"\($0.name)\" since \(reason($0.problem))") })
        case .missingTool(let server, let tool): localized("The server \(server) has no tool \(tool).")
        case .localToolUnusable(let path, let problem):
            localized("The tool \(path) is left out: \(reason(problem, path)).")
        case .listCut(let server, let pages):
            localized("Only a part of the tools of \(server) is taken: its list did not end after \(pages) pages.")
        case .noise(let server): localized("The server \(server) writes text among its messages, which is passed over.")
        }
    }

    private static func dropped(_ server: String, _ count: Int, _ tools: [String]) -> String {
        let list = tools.joined(separator: ", ")
        return count > 3
            ? localized("\(count) tools of \(server) are left out: \(list), and \(count - 3) more.")
            : localized("\(count) tools of \(server) are left out: \(list).")
    }

    private static func reason(_ problem: ToolDefinitionProblem) -> Message {
        switch problem {
        case .schemaTooLarge(let nodes): Message("its schema has more than \(nodes) parts")
        case .schemaTooDeep(let levels): Message("its schema is nested deeper than \(levels) levels")
        case .schemaNotAnObject: Message("its schema is not that of an object")
        case .badName: Message("its name is empty, too long or has control characters")
        case .repeatedName: Message("its name stands twice in the list")
        case .badHeaderMark(let mark):
            Message("its schema has an x-mcp-header that is not allowed (\(mark))")
        }
    }

    private static func reason(_ problem: LocalToolProblem, _ path: String) -> Message {
        switch problem {
        case .noDescription: Message("there is no \(path).json that describes it")
        case .notExecutable: Message("it is not executable; run `chmod u+x \(ShellWord.quoted(path))`")
        case .foreignOwner(let owner): Message("it belongs to another account (user id \(owner))")
        case .writableByOthers:
            Message("other accounts may change or replace it; run `chmod go-w \(ShellWord.quoted(path))`")
        case .notAFile: Message("it is missing or not a regular file")
        case .badName: Message("its name is not 1 to 64 letters, digits, - and _, or has __, or is all or none")
        case .badDescription(let words): Message("\(path).json cannot be used: \(words)")
        case .schema(let problem): Message("\(reason(problem)) in \(path).json")
        }
    }
}
