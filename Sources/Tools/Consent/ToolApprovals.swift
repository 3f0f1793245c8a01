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
    }

    /// Larger files are not read, in bytes.
    private static let maximumSize = 64 << 20

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
        let bytes: [UInt8]
        do throws(FileError) { bytes = try WholeFile.read(path, limit: Self.maximumSize) } catch {
            if case .system(.noSuchFileOrDirectory) = error.cause { return [] }
            throw .file(error)
        }
        guard let json = try? JSONValue(parsing: bytes), let rows = json["approvals"]?.array else {
            throw .notApprovals(path: path)
        }
        // What a later version may have written differently allows nothing.
        return rows.compactMap { ToolApproval($0) }
    }

    /// Allows a tool for good as it is; other definitions of it are forgotten.
    ///
    /// - Throws: ``Failure``.
    package func add(_ tool: ToolDefinition) throws(Failure) {
        let approval = ToolApproval(tool)
        try change { approvals in
            approvals.removeAll { $0.isOfSameTool(as: approval) }
            approvals.append(approval)
        }
    }

    /// Takes approvals back.
    ///
    /// - Returns: Those that were taken back.
    /// - Throws: ``Failure``.
    @discardableResult
    package func remove(where isMeant: (ToolApproval) -> Bool) throws(Failure) -> [ToolApproval] {
        var removed: [ToolApproval] = []
        try change { approvals in
            removed = approvals.filter(isMeant)
            approvals.removeAll(where: isMeant)
        }
        return removed
    }

    /// Reads, changes and replaces the file while no other program does.
    private func change(_ body: (inout [ToolApproval]) -> Void) throws(Failure) {
        let lock = try locked()
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

    /// Waits for the lock, which a file of its own bears, since the other is replaced.
    private func locked() throws(Failure) -> FileDescriptor {
        let name = path + ".lock"
        let folder = FilePath(path).removingLastComponent().string
        mkdir(folder, 0o700)
        do {
            let descriptor = try FileDescriptor.open(
                name, .readWrite, options: [.create, .noFollow, .closeOnExec], permissions: .ownerReadWrite)
            while flock(descriptor.rawValue, LOCK_EX) != 0 {
                let code = Errno(rawValue: errno)
                if code == .interrupted { continue }
                try? descriptor.close()
                throw code
            }
            return descriptor
        } catch {
            throw .file(FileError(path: name, error as? Errno ?? .ioError))
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
