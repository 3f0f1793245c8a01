import Files
import JSON
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A JSON file of MCP servers, in the forms of other clients: `mcpServers`, `servers` or `mcp`.
struct ServersFile: Sendable {
    /// The bounds on a file.
    private static let (sizeLimit, serverLimit) = (1 << 20, 100)

    let path: String
    private(set) var servers: [ServerEntry] = []
    /// Whether it holds values that look secret, and accounts besides the owner's may read it.
    private(set) var exposesSecrets = false

    private init(path: String) { self.path = path }

    /// Reads the file; empty where there is none and nobody named it.
    ///
    /// - Parameter isNamed: Whether the command line names it.
    /// - Throws: ``ToolsError``.
    static func read(_ path: String, isNamed: Bool) throws(ToolsError) -> ServersFile {
        func bad(_ problem: ToolsError.FileProblem) -> ToolsError {
            .badFile(path: path, isNamed: isNamed, problem)
        }
        let descriptor: FileDescriptor
        do throws(FileError) { descriptor = try WholeFile.open(path) } catch {
            let isMissing = [.system(.noSuchFileOrDirectory), .system(.notDirectory)].contains(error.cause)
            if isMissing, !isNamed { return ServersFile(path: path) }
            throw bad(.unreadable(error))
        }
        defer { try? descriptor.close() }
        let (status, bytes): (FileStatus, [UInt8])
        do throws(FileError) { status = try FileStatus(descriptor, path: path) } catch { throw bad(.unreadable(error)) }
        // What it names is started, so nobody else may have written it.
        let trust = FileTrust(kind: status.kind, mode: status.mode, owner: status.owner, user: geteuid())
        switch trust.danger {
        case .foreignOwner(let owner): throw bad(.foreignOwner(owner))
        case .writable: throw bad(.writableByOthers)
        case nil: break
        }
        if status.kind == .regular, let folder = FileTrust.openFolder(of: path) {
            throw bad(.replaceableByOthers(folder: folder))
        }
        do throws(FileError) { bytes = try WholeFile.read(descriptor, path: path, limit: sizeLimit) } catch {
            throw bad(.unreadable(error))
        }
        do throws(ToolsError.FileProblem) {
            let (servers, holdsSecrets) = try self.servers(bytes, path: path)
            var file = ServersFile(path: path)
            file.servers = servers
            file.exposesSecrets = holdsSecrets && trust.isReadableByOthers
            return file
        } catch {
            throw bad(error)
        }
    }

    /// The servers that a text names.
    static func servers(
        _ bytes: [UInt8], path: String
    ) throws(ToolsError.FileProblem) -> (servers: [ServerEntry], holdsSecrets: Bool) {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? [0x20, 0x20, 0x20] + bytes[3...] : bytes
        guard bytes.withUnsafeBufferPointer({ UTF8Check.isValid($0) }) else { throw .notText }
        let root: JSONValue
        do throws(JSONError) { root = try JSONValue(parsing: JSONComments.blanked(bytes)) } catch {
            let before = bytes.prefix(error.offset)
            let line = before.count { $0 == 0x0A } + 1
            let column = before.reversed().prefix { $0 != 0x0A }.count { $0 & 0xC0 != 0x80 } + 1
            throw .notJSON(reason: error.cause, line: line, column: column)
        }
        guard let root = root.object else { throw .notAnObject }
        let lists = root.members.filter { ["mcpServers", "servers", "mcp"].contains($0.name) }
        let members = lists.compactMap { $0.value.object?.members }.flatMap(\.self)
        guard !lists.isEmpty, lists.allSatisfy({ $0.value.object != nil }) else { throw .noServers }
        guard members.count <= serverLimit else { throw .tooManyServers(limit: serverLimit) }
        var names = Set<String>()
        for member in members {
            if member.name.isEmpty { throw .emptyName }
            if !names.insert(member.name).inserted { throw .repeatedName(member.name) }
        }
        let callNames = CallName.ofServers(members.map(\.name))
        let servers = zip(members, callNames).map { member, name in
            ServerEntry(name: name, configuredName: member.name, path: path, json: member.value)
        }
        return (servers, servers.contains(where: \.holdsSecrets))
    }
}

extension ToolsError.FileProblem: Error {}
