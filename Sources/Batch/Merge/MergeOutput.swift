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

        mutating func sync() throws(MergeError) {
            try flush()
            do throws(FileError) { try draft.sync() } catch {
                isOpen = false
                throw .unwritable(error)
            }
        }

        mutating func place() throws(FileError) {
            isOpen = false
            if replaces { try draft.place() } else { try draft.placeAsNew() }
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

    /// How many lines were appended.
    var lines: Int { results.lines + failures.lines }

    /// Puts both files and the list in their places; failures come first, since the results are what tells that all is done.
    ///
    /// Whatever is likely to fail comes before the first file has its place.
    ///
    /// - Parameter willPlace: Called when all is ready.
    /// - Throws: ``MergeError``; whoever made the output discards it then.
    func commit(_ list: MergeList, willPlace: () -> Void) throws(MergeError) {
        try results.sync()
        let hasFailures = failures.lines > 0 || failures.replaces
        if hasFailures { try failures.sync() }
        try list.sync()
        try former.checkUnchanged()
        willPlace()
        var hasPlaced = false
        do throws(FileError) {
            if hasFailures {
                try failures.place()
                hasPlaced = true
            } else {
                failures.discard()
            }
            try results.place()
            hasPlaced = true
            try list.place()
            try FileDraft.syncDirectory(of: results.draft.target)
            if hasFailures { try FileDraft.syncDirectory(of: failures.draft.target) }
            try list.syncDirectory()
        } catch {
            throw hasPlaced ? .partlyWritten(error) : .unwritable(error)
        }
    }

    /// Removes the drafts; what has its place already stays.
    func discard() {
        results.discard()
        failures.discard()
    }
}
