import Files
import JSON
import SystemPackage

/// Notes ids and lines in the report, and all of them in a file where one is asked for.
final class MergeList {
    private static let mark = Array(#"{"batch_merge":""#.utf8)
    private static let blockSize = 64 << 10

    private let path: String?
    private let draft: FileDraft?
    private var isOpen = true
    private var buffer: [UInt8] = []

    /// Begins the list.
    ///
    /// - Throws: ``MergeError`` where the file is there and is no such list.
    init(_ path: String?) throws(MergeError) {
        self.path = path
        guard let path else {
            draft = nil
            return
        }
        do throws(FileError) {
            if let status = try FileStatus.of(path), status.kind != .regular || status.size > 0 {
                guard status.kind == .regular, try Self.isList(path) else { throw FileError(path: path, .fileExists) }
            }
            draft = try FileDraft(replacing: path)
        } catch {
            if error.cause == .system(.fileExists) { throw .notAList(path) }
            throw .unwritable(error)
        }
    }

    private static func isList(_ path: String) throws(FileError) -> Bool {
        let descriptor = try WholeFile.open(path)
        defer { try? descriptor.close() }
        var beginning = [UInt8](repeating: 0, count: mark.count)
        do { return try descriptor.readBlock(&beginning, at: 0) == mark.count && beginning == mark } catch {
            throw FileError(path: path, error)
        }
    }

    func note(missing id: String, _ report: inout MergeReport) throws(MergeError) {
        report.missing += 1
        if report.missingIDs.count < MergeReport.listLength { report.missingIDs.append(id) }
        try write("missing", ["custom_id": .string(id)])
    }

    func note(doubled id: String, _ report: inout MergeReport) throws(MergeError) {
        if report.doubledIDs.count < MergeReport.listLength { report.doubledIDs.append(id) }
        try write("doubled", ["custom_id": .string(id)])
    }

    func note(foreign id: String, _ report: inout MergeReport) throws(MergeError) {
        if report.foreignIDs.count < MergeReport.listLength { report.foreignIDs.append(id) }
        try write("foreign", ["custom_id": .string(id)])
    }

    func note(foreignLine line: Int, of file: String, _ report: inout MergeReport) throws(MergeError) {
        report.foreignLines += 1
        if report.foreignLinePlaces.count < MergeReport.listLength {
            report.foreignLinePlaces.append(MergeReport.ForeignLine(file: file, line: line))
        }
        try write("not_a_result", ["file": .string(file), "line": JSONValue(line)])
    }

    private func write(_ kind: String, _ members: JSONObject) throws(MergeError) {
        guard draft != nil else { return }
        let object = JSONObject([JSONObject.Member("batch_merge", .string(kind))] + members.members)
        buffer.append(contentsOf: JSONValue.object(object).jsonBytes)
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= Self.blockSize { try flush() }
    }

    private func flush() throws(MergeError) {
        guard let draft, let path else { return }
        if let code = draft.descriptor.writeWhole(buffer).failure { throw .unwritable(FileError(path: path, code)) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Brings all that was noted to the disk.
    func sync() throws(MergeError) {
        try flush()
        do throws(FileError) { try draft?.sync() } catch {
            isOpen = false
            throw .unwritable(error)
        }
    }

    /// Gives the list its place.
    func place() throws(FileError) {
        isOpen = false
        try draft?.place()
        try? draft?.descriptor.close()
    }

    func syncDirectory() throws(FileError) {
        if let draft { try FileDraft.syncDirectory(of: draft.target) }
    }

    func discard() {
        if isOpen { draft?.discard() }
        isOpen = false
    }
}
