import Files
import SystemPackage

/// Copies the lines that are kept, byte for byte.
struct MergeCopy {
    /// The most files that are held open to be read in the input's order.
    private static let maximumOpenFiles = 64

    let scan: MergeScan
    let selection: MergeSelection
    let output: MergeOutput

    /// Copies everything: in the order of the parts, or in that of the input and then what it does not have.
    ///
    /// - Throws: ``MergeError``, `CancellationError`.
    func run(_ list: MergeList, _ report: inout MergeReport) async throws {
        if let order = selection.order { try await copy(inOrder: order) }
        guard selection.order == nil || selection.doubled.count + selection.foreign.count > 0 else { return }
        var number = 0
        for (file, count) in zip(scan.files, scan.lineCounts) {
            let end = number + count
            try await MergeScan.forEachEntry(of: file) { entry in
                guard case .line(let line) = entry else { return }
                defer { number += 1 }
                guard number < end, selection.kept.contains(number) else { return }
                let isForeign = selection.foreign.contains(number)
                if selection.order == nil || isForeign {
                    try output.append(line.bytes, isResult: line.kind == .result)
                }
                if isForeign { try list.note(foreign: ResultLine.customID(line.bytes), &report) }
                if selection.doubled.contains(number) {
                    try list.note(doubled: ResultLine.customID(line.bytes), &report)
                }
            }
            guard number == end else { throw MergeError.changedPart(file.path) }
        }
    }

    private func copy(inOrder order: Spill) async throws {
        var open: [Int: FileDescriptor] = [:]
        defer { for descriptor in open.values { try? descriptor.close() } }
        for compartment in 0..<order.compartments {
            try Task.checkCancellation()
            await Task.yield()
            var records: [MergeRecord] = []
            try order.forEachBlock(of: compartment) { block in
                var position = 0
                while let record = MergeRecord(block, at: &position) { records.append(record) }
            }
            records.sort { $0.number < $1.number }
            var line: [UInt8] = []
            for record in records {
                let place = record.place
                guard scan.files.indices.contains(place.part), place.length >= 0 else { continue }
                let file = scan.files[place.part]
                if open[place.part] == nil {
                    if open.count >= Self.maximumOpenFiles {
                        for descriptor in open.values { try? descriptor.close() }
                        open = [:]
                    }
                    open[place.part] = try MergeError.reading { () throws(FileError) in try file.open() }
                }
                if line.count < place.length {
                    line.append(contentsOf: repeatElement(0, count: place.length - line.count))
                }
                let count: Int?
                do { count = try open[place.part]?.readBlock(&line, count: place.length, at: place.offset) } catch {
                    throw MergeError.unreadable(FileError(path: file.path, error))
                }
                guard count == place.length else { throw MergeError.changedPart(file.path) }
                try output.append(line[..<place.length], isResult: record.kind == .result)
            }
        }
    }
}
