package import Files
import JSON
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The file of tools that are allowed for good; several programs may use it at once, and only its user can read it.
package struct ToolApprovals: Sendable {
    /// What is wrong with the file.
    package enum Failure: Error, Sendable, Hashable {
        case file(FileError)
        /// It is not what this program writes there.
        case notApprovals(path: String)
        /// Another account may have written it.
        case untrusted(path: String, FileTrust.Danger)
        case replaceable(path: String, folder: String)
        /// Another program keeps it locked.
        case locked(path: String)
    }

    /// Larger files are not read, in bytes.
    private static let maximumSize = 64 << 20
    /// How long another program may keep the file locked, and how often that is looked at.
    private static let (patience, pace) = (Duration.seconds(2), Duration.milliseconds(20))

    /// Where it is.
    package let path: String

    /// Names the file, which need not be there.
    package init(path: String) {
        self.path = path
    }

    /// What is allowed, in the order in which it was.
    ///
    /// - Throws: ``Failure``.
    package func all() throws(Failure) -> [ToolApproval] {
        guard let bytes = try read() else { return [] }
        guard let json = try? JSONValue(parsing: bytes), let rows = json["approvals"]?.array else {
            throw .notApprovals(path: path)
        }
        // What a later version may have written differently allows nothing.
        return rows.compactMap { ToolApproval($0) }
    }

    /// Reads what the user alone may have written; `nil` where there is no file.
    private func read() throws(Failure) -> [UInt8]? {
        let status: FileStatus
        let descriptor: FileDescriptor
        do throws(FileError) { descriptor = try WholeFile.open(path) } catch {
            if case .system(.noSuchFileOrDirectory) = error.cause { return nil }
            throw .file(error)
        }
        defer { try? descriptor.close() }
        do throws(FileError) { status = try FileStatus(descriptor, path: path) } catch { throw .file(error) }
        guard status.kind == .regular else { throw .notApprovals(path: path) }
        let trust = FileTrust(kind: status.kind, mode: status.mode, owner: status.owner, user: geteuid())
        if let danger = trust.danger { throw .untrusted(path: path, danger) }
        if let folder = FileTrust.openFolder(of: path) { throw .replaceable(path: path, folder: folder) }
        do throws(FileError) {
            return try WholeFile.read(descriptor, path: path, limit: Self.maximumSize)
        } catch {
            throw .file(error)
        }
    }

    /// Allows a tool for good as it is; other definitions of it are forgotten.
    ///
    /// - Throws: ``Failure``.
    package func add(_ tool: ToolDefinition) async throws(Failure) {
        let approval = ToolApproval(tool)
        try await change { approvals in
            approvals.removeAll { $0.isOfSameTool(as: approval) }
            approvals.append(approval)
        }
    }

    /// Takes approvals back.
    ///
    /// - Returns: Those that were taken back.
    /// - Throws: ``Failure``.
    @discardableResult
    package func remove(where isMeant: (ToolApproval) -> Bool) async throws(Failure) -> [ToolApproval] {
        // Where nothing is meant nothing is written, so a home without approvals stays as it is.
        guard try all().contains(where: isMeant) else { return [] }
        var removed: [ToolApproval] = []
        try await change { approvals in
            removed = approvals.filter(isMeant)
            approvals.removeAll(where: isMeant)
        }
        return removed
    }

    /// Reads, changes and replaces the file while no other program does.
    private func change(_ body: (inout [ToolApproval]) -> Void) async throws(Failure) {
        let lock = try await locked()
        defer { try? lock.close() }
        var approvals = try all()
        body(&approvals)
        let json: JSONValue = ["version": 1, "approvals": .array(approvals.map(\.json))]
        do throws(FileError) {
            let draft = try FileDraft(replacing: path)
            do {
                try draft.descriptor.writeAll(json.jsonBytes + [0x0A])
            } catch {
                draft.discard()
                throw FileError(path: path, error as? Errno ?? .ioError)
            }
            fchmod(draft.descriptor.rawValue, 0o600)
            try draft.commit()
            try? draft.descriptor.close()
        } catch {
            throw .file(error)
        }
    }

    /// Makes a folder and those above it; where that fails, opening the lock tells of it.
    private static func makeFolder(_ folder: FilePath) {
        guard !folder.isEmpty, access(folder.string, F_OK) != 0 else { return }
        makeFolder(folder.removingLastComponent())
        mkdir(folder.string, 0o700)
    }

    /// Waits for the lock, which a file of its own bears, since the other is replaced.
    private func locked() async throws(Failure) -> FileDescriptor {
        let name = path + ".lock"
        Self.makeFolder(FilePath(path).removingLastComponent())
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                name, .readWrite, options: [.create, .noFollow, .closeOnExec, .nonBlocking],
                permissions: .ownerReadWrite)
        } catch {
            throw .file(FileError(path: name, error as? Errno ?? .ioError))
        }
        let deadline = ContinuousClock.now + Self.patience
        while true {
            do throws(FileError) {
                try FileLock.take(descriptor, path: name)
                return descriptor
            } catch {
                guard error.cause == .locked, .now < deadline,
                    (try? await Task.sleep(for: Self.pace)) != nil
                else {
                    try? descriptor.close()
                    throw error.cause == .locked ? .locked(path: name) : .file(error)
                }
            }
        }
    }
}

extension ToolApproval {
    /// Whether both allow the same tool, however it is defined.
    fileprivate func isOfSameTool(as other: ToolApproval) -> Bool {
        definition.origin == other.definition.origin && definition.name == other.definition.name
            && definition.identity == other.definition.identity
    }
}
