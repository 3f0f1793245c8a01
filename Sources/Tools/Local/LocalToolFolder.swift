import Files
import JSON
import Localization
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The folder of local tools: `NAME`, an executable, beside `NAME.json`, which describes it.
///
/// Reading it runs nothing.
enum LocalToolFolder {
    private static let (descriptionLimit, toolLimit) = (1 << 20, 200)

    /// The tools that can be used, by name, and what is wrong with the others.
    static func read(_ folder: String) -> (tools: [LocalTool], notices: [ToolNotice]) {
        guard let names = try? FolderListing.names(in: folder) else { return ([], []) }
        if let problem = trustProblem(folder, allowing: .directory) {
            return ([], [.localToolUnusable(path: folder, problem)])
        }
        var (tools, notices): ([LocalTool], [ToolNotice]) = ([], [])
        for name in names.filter({ $0.hasSuffix(".json") }).prefix(toolLimit) {
            let tool = String(name.dropLast(".json".count))
            do throws(LocalToolProblem) { tools.append(try self.tool(tool, in: folder)) } catch {
                notices.append(.localToolUnusable(path: "\(folder)/\(tool)", error))
            }
        }
        for name in names where !name.hasSuffix(".json") && !name.hasPrefix(".") && !names.contains(name + ".json") {
            guard access("\(folder)/\(name)", X_OK) == 0 else { continue }
            notices.append(.localToolUnusable(path: "\(folder)/\(name)", .noDescription))
        }
        return (tools, notices)
    }

    /// Whether nobody else may have written a tool's program.
    static func isTrusted(_ executable: String) -> Bool { trustProblem(executable, allowing: .regular) == nil }

    private static func tool(_ name: String, in folder: String) throws(LocalToolProblem) -> LocalTool {
        // `__` parts a server's name from its tool's.
        guard CallName.isUsable(name), !name.contains("__"), !["all", "none"].contains(name) else { throw .badName }
        let executable = FileDraft.realPath("\(folder)/\(name)")
        for path in [executable, FileDraft.realPath("\(folder)/\(name).json")] {
            if let problem = trustProblem(path, allowing: .regular) { throw problem }
        }
        guard access(executable, X_OK) == 0 else { throw .notExecutable }
        let json: JSONValue
        do {
            json = try JSONValue(parsing: WholeFile.read("\(folder)/\(name).json", limit: descriptionLimit))
        } catch let error as JSONError {
            throw .badDescription(Message("it is not JSON: \(error.sentence)"))
        } catch {
            throw .badDescription((error as? FileError)?.cause.reason ?? Message("it cannot be read"))
        }
        return try LocalTool(name: name, executable: executable, json: json)
    }

    /// Whether others may have written a file or a folder, or may put another in its place.
    private static func trustProblem(_ path: String, allowing kind: FileStatus.Kind) -> LocalToolProblem? {
        guard let status = try? FileStatus.of(path) else { return kind == .regular ? .notAFile : nil }
        guard status.kind == kind else { return .notAFile }
        // A folder is judged as a file is; only the files in it are of its kind otherwise.
        let trust = FileTrust(kind: .regular, mode: status.mode, owner: status.owner, user: geteuid())
        switch trust.danger {
        case .foreignOwner(let owner): return .foreignOwner(owner)
        case .writable: return .writableByOthers
        case nil: return FileTrust.openFolder(of: path) == nil ? nil : .writableByOthers
        }
    }
}

extension LocalTool {
    fileprivate init(name: String, executable: String, json: JSONValue) throws(LocalToolProblem) {
        guard let object = json.object else { throw .badDescription(Message("it is not a JSON object")) }
        let description: String
        switch object["description"] {
        case nil, .null: description = ""
        case .string(let text): description = text
        default: throw .badDescription(Message("\"description\" is not a string"))
        }
        let schema: JSONObject
        do throws(ToolDefinitionProblem) { schema = try ToolSchema.checked(object["parameters"]) } catch {
            throw .schema(error)
        }
        if let seconds = object["timeout"], !seconds.isNull {
            guard case .number = seconds, let seconds = seconds.double, seconds > 0, seconds <= 600 else {
                throw .badDescription(Message("\"timeout\" is not a number of seconds from 0 to 600"))
            }
            timeout = .milliseconds(Int64(seconds * 1000))
        }
        definition = ToolDefinition(
            origin: .local, name: name, callName: name, description: description, inputSchema: schema,
            annotations: ToolAnnotations(object["annotations"]),
            identity: ["executable": .string(executable)])
        self.executable = executable
    }
}

extension LocalToolProblem: Error {}
