import ChildProcesses
import JSON
import Localization
import Settings
import Tools

/// What a model may call, and the programs that commands need.
struct ToolFacts: Sendable {
    struct Server: Sendable, Hashable {
        var name: String
        var problem: String?
        var isDisabled: Bool
    }

    enum Servers: Sendable, Hashable {
        /// What is set up in a file and a folder beside it.
        case read(path: String, [Server], localTools: [String], notices: [String])
        /// A file cannot be used; why, as a sentence.
        case failed(String, ExitCode)
    }

    var servers: Servers
    /// Where ssh is; `nil` where it is not found.
    var ssh: String?

    var checks: [DoctorCheck] { [toolCheck, sshCheck] }

    private var toolCheck: DoctorCheck {
        switch servers {
        case .failed(let words, let code):
            return .error("tools", words, fix: localized("Correct the file, or move it away."), code)
        case .read(let path, let servers, let tools, let notices):
            let facts: JSONObject = [
                "path": .string(path),
                "servers": .array(
                    servers.map {
                        [
                            "name": .string($0.name), "disabled": .bool($0.isDisabled),
                            "problem": JSONValue($0.problem),
                        ]
                    }),
                "local_tools": .array(tools.map { .string($0) }),
            ]
            let problems = servers.compactMap { server in server.problem.map { "\(server.name): \($0)." } } + notices
            guard problems.isEmpty else {
                return .warning(
                    "tools", problems.joined(separator: " "),
                    fix: localized(
                        "Correct \(path) and what is beside it; `cloudcompute mcp list` shows what is read."), facts)
            }
            guard !servers.isEmpty || !tools.isEmpty else {
                return .ok("tools", localized("Neither MCP servers nor local tools are set up."), facts)
            }
            return .ok(
                "tools",
                localized(
                    "\(servers.count) MCP \(servers.count, "server", "servers") and \(tools.count) local "
                        + "\(tools.count, "tool", "tools") are set up (\(path)); none was started."), facts)
        }
    }

    private var sshCheck: DoctorCheck {
        guard let ssh else {
            return .warning(
                "ssh", localized("There is no ssh in PATH, which instances are reached by."),
                fix: localized("Install openssh-client."), ["path": nil])
        }
        return .ok("ssh", localized("\(ssh) reaches instances."), ["path": .string(ssh)])
    }
}

extension ToolFacts {
    static func gather(_ folders: XDGDirectories, _ environment: [String: String]) -> ToolFacts {
        let path = ChildProgram(named: "ssh", arguments: [], path: environment["PATH"])?.path
        do throws(ToolsError) {
            let found = try ToolConfiguration(folder: folders.configurationFolder)
            return ToolFacts(
                servers: .read(
                    path: found.path,
                    found.servers.map {
                        Server(name: $0.name, problem: $0.problem.map { "\($0.reason)" }, isDisabled: $0.isDisabled)
                    }, localTools: found.localTools.map(\.definition.name), notices: found.notices.map(ErrorText.text)),
                ssh: path)
        } catch {
            return ToolFacts(servers: .failed(ErrorText.text(error), ExitCode(error)), ssh: path)
        }
    }
}
