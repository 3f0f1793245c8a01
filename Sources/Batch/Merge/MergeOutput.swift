import Files
import SystemPackage

/// The merged files: drafts beside their places, which take them whole or not at all.
final class MergeOutput {
    private static let blockSize = 1 << 20

    private struct File {
        let path: String
        let draft: FileDraft
        /// Whether a file is there already that is to be replaced.
        let replaces: Bool
        var buffer: [UInt8] = []
        var lines = 0
        /// Whether the draft is neither in its place nor gone.
        private var isOpen = true

        init(_ path: String, replaces: Bool) throws(MergeError) {
            self.path = path
            self.replaces = replaces
            do { draft = try FileDraft(replacing: path) } catch {
                throw .unwritable(FileError(path: path, error.cause))
            }
        }

        mutating func append(_ line: some Collection<UInt8>) throws(MergeError) {
            buffer.append(contentsOf: line)
            buffer.append(UInt8(ascii: "\n"))
            lines += 1
            if buffer.count >= MergeOutput.blockSize { try flush() }
        }

        mutating func flush() throws(MergeError) {
            if let code = draft.descriptor.writeWhole(buffer).failure { throw .unwritable(FileError(path: path, code)) }
            buffer.removeAll(keepingCapacity: true)
        }

        mutating func commit() throws(MergeError) {
            isOpen = false
            do throws(FileError) {
                if replaces { try draft.commit() } else { try draft.commitAsNew() }
            } catch {
                throw .unwritable(error)
            }
            try? draft.descriptor.close()
        }

        mutating func discard() {
            if isOpen { draft.discard() }
            isOpen = false
        }
    }

    /// Keeps runs away until the end.
    private let former: FormerOutput
    private var results: File
    private var failures: File

    /// Begins both files.
    ///
    /// - Throws: ``MergeError``.
    init(results: String, failures: String, _ former: FormerOutput) throws(MergeError) {
        self.former = former
        var first = try File(results, replaces: former.hasResults)
        do throws(MergeError) { self.failures = try File(failures, replaces: former.hasFailures) } catch {
            first.discard()
            throw error
        }
        self.results = first
    }

    /// Appends a line.
    ///
    /// - Throws: ``MergeError``.
    func append(_ line: some Collection<UInt8>, isResult: Bool) throws(MergeError) {
        if isResult { try results.append(line) } else { try failures.append(line) }
    }

    /// Puts both files in their places; failures come first, since the results are what tells that all is done.
    ///
    /// - Throws: ``MergeError``; whoever made the output discards it then.
    func commit() throws(MergeError) {
        try results.flush()
        try failures.flush()
        if failures.lines > 0 || failures.replaces {
            try failures.commit()
        } else {
            failures.discard()
        }
        try results.commit()
    }

    /// Removes the drafts; what has its place already stays.
    func discard() {
        results.discard()
        failures.discard()
    }
}
