import Files
import SystemPackage

/// The ids of the lines that a run has written to a file; asked again, it reads only what has been added.
struct LineIDs {
    private static let blockSize = 1 << 20

    /// When the run began, in seconds since 1970; `nil` for the lines of all runs.
    private let start: Double?
    /// Hashes of the ids.
    private(set) var ids: Set<Int> = []
    private var scan = PartScan()
    private var identity: FileStatus.Identity?
    private var offset = 0

    init(since start: Double? = nil) {
        self.start = start
    }

    /// Reads what is in the file now.
    ///
    /// - Throws: ``FileError``.
    mutating func read(_ path: String) throws(FileError) {
        guard let status = try FileStatus.of(path), status.kind == .regular else {
            self = LineIDs(since: start)
            return
        }
        if status.identity != identity || status.size < offset {
            self = LineIDs(since: start)
            identity = status.identity
        }
        guard status.size > offset else { return }
        let descriptor = try WholeFile.open(path)
        defer { try? descriptor.close() }
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        do throws(Errno) {
            while case let filled = try descriptor.readBlock(&block, at: offset), filled > 0 {
                // Taken out meanwhile, so that a set of many ids is not copied.
                var ids: Set<Int> = []
                swap(&ids, &self.ids)
                scan.add(block, count: filled) { entry in
                    if case .line(let line) = entry { Self.note(line.bytes, since: start, &ids) }
                }
                self.ids = ids
                offset += filled
            }
        } catch {
            throw FileError(path: path, error)
        }
    }

    private static func note(_ line: [UInt8], since start: Double?, _ ids: inout Set<Int>) {
        if let start, let sentAt = ResultLine.sentAt(line), Double(sentAt) / 1e6 < start {
            // Lines are added at the end, so what comes before this one is of earlier runs too.
            ids = []
        } else {
            ids.insert(MergeScan.hash(ResultLine.customIDBytes(line)).hash)
        }
    }
}
