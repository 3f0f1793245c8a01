import Files
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
        do {
            guard let status = try FileStatus.of(path) else {
                kind = .draft
                return
            }
            for input in inputs where try Self.status(ofInput: input)?.identity == status.identity {
                throw BatchError(.usage, "The page \(path) would replace the results \(input); choose another with -o.")
            }
            if status.kind == .directory {
                throw BatchError(.output, "The page \(path) cannot be written: it is a directory.")
            }
            let isStandardOutput = try? FileStatus(.standardOutput, path: path).identity == status.identity
            guard status.kind == .regular, isStandardOutput != true else {
                kind = .stream
                return
            }
            kind = .draft
            if !replacesAnything, !(try Self.isPage(path)) {
                throw BatchError(
                    .usage,
                    "\(path) exists and is not a page of `batch report`; choose another with -o, or pass --force.")
            }
        } catch let error as FileError {
            throw Self.failure(path, error)
        } catch let error as BatchError {
            throw error
        } catch {
            throw BatchError(.output, "The page \(path) cannot be written.")
        }
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
            throw Self.failure(path, error)
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
        let beginning = Array(ReportPage.beginning.text.utf8)
        let descriptor: FileDescriptor
        do { descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec) } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        defer { try? descriptor.close() }
        var bytes = [UInt8](repeating: 0, count: beginning.count)
        do {
            let count = try bytes.withUnsafeMutableBytes { try descriptor.read(fromAbsoluteOffset: 0, into: $0) }
            return count == beginning.count && bytes == beginning
        } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
    }

    private static func failure(_ path: String, _ error: FileError) -> BatchError {
        BatchError(.output, "The page \(path) cannot be written: \(error.reason).")
    }
}
