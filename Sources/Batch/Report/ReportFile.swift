import Files
import Localization
import SystemPackage

/// Where a page goes: a new file, an older page of this program, a pipe; never over anything else unasked.
package struct ReportFile: Sendable {
    private enum Kind {
        case draft
        /// A pipe, a device, or standard output under one of its names.
        case stream
    }

    private let path: String
    private let kind: Kind

    /// Checks that the page may go to that path; nothing is changed by it.
    ///
    /// - Parameters:
    ///   - inputs: The files that the page is made from.
    ///   - replacesAnything: Whether a file that is not a page of this program may be replaced; an input may not.
    /// - Throws: ``BatchError``.
    package init(_ path: String, inputs: [String], replacesAnything: Bool) throws(BatchError) {
        self.path = path
        let found: (status: FileStatus, results: String?)?
        do throws(FileError) { found = try Self.look(path, inputs) } catch { throw .unwritablePage(error) }
        guard let (status, results) = found else {
            kind = .draft
            return
        }
        if let results { throw .pageOverResults(page: path, results: results) }
        if status.kind == .directory { throw .unwritablePage(FileError(path: path, .directory)) }
        let isStandardOutput = try? FileStatus(.standardOutput, path: path).identity == status.identity
        kind = status.kind == .regular && isStandardOutput != true ? .draft : .stream
        guard kind == .draft, !replacesAnything else { return }
        let isPage: Bool
        do throws(FileError) { isPage = try Self.isPage(path) } catch { throw .unwritablePage(error) }
        if !isPage { throw .notAPage(path) }
    }

    /// Looks at what is there: its status, and which of the inputs it is.
    private static func look(
        _ path: String, _ inputs: [String]
    ) throws(FileError) -> (status: FileStatus, results: String?)? {
        guard let status = try FileStatus.of(path) else { return nil }
        for input in inputs where try Self.status(ofInput: input)?.identity == status.identity {
            return (status, input)
        }
        return (status, nil)
    }

    /// Writes the page, a file all or nothing.
    ///
    /// - Throws: ``BatchError``.
    package func write(_ page: String) throws(BatchError) {
        let bytes = Array(page.utf8)
        do throws(FileError) {
            switch kind {
            case .draft:
                let draft = try FileDraft(replacing: path)
                if let code = draft.descriptor.writeWhole(bytes).failure {
                    draft.discard()
                    throw FileError(path: path, code)
                }
                try draft.commit()
                try? draft.descriptor.close()
            case .stream:
                let descriptor = try Self.open(path)
                let failure = descriptor.writeWhole(bytes).failure
                try? descriptor.close()
                if let failure { throw FileError(path: path, failure) }
            }
        } catch {
            throw .unwritablePage(error)
        }
    }

    private static func open(_ path: String) throws(FileError) -> FileDescriptor {
        // Standard output is written where it stands, whatever it is.
        if let named = try? FileStatus.of(path), let own = try? FileStatus(.standardOutput, path: path),
            named.identity == own.identity,
            let copy = try? FileDescriptor.standardOutput.duplicate()
        {
            return copy
        }
        do { return try FileDescriptor.open(path, .writeOnly, options: .closeOnExec) } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
    }

    private static func status(ofInput path: String) throws(FileError) -> FileStatus? {
        path == "-" ? try? FileStatus(.standardInput, path: path) : try FileStatus.of(path)
    }

    /// Whether a file begins as our pages do.
    private static func isPage(_ path: String) throws(FileError) -> Bool {
        let beginnings = Language.allCases.map { Array(ReportPage.beginning(in: $0).text.utf8) }
        let length = beginnings.map(\.count).max() ?? 0
        let descriptor: FileDescriptor
        do { descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec) } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        defer { try? descriptor.close() }
        var bytes = [UInt8](repeating: 0, count: length)
        do {
            let count = try bytes.withUnsafeMutableBytes { try descriptor.read(fromAbsoluteOffset: 0, into: $0) }
            return beginnings.contains { bytes.prefix(count).starts(with: $0) }
        } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
    }
}
