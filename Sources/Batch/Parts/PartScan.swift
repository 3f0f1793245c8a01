import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A whole line of results or failures, without its end.
struct PartLine {
    var bytes: [UInt8]
    var kind: ResultLine.Kind
    /// Where it begins in the file.
    var offset: Int
    /// Where it ends in the file, with the line end where there is one.
    var end: Int
}

/// What stands in a file of results or failures.
enum PartEntry {
    case line(PartLine)
    /// What a kill or a crash left of a line.
    case torn
    /// A line that is none of ours, by its number.
    case foreign(Int)
}

/// Cuts a file of results or failures into lines, and tells whole ones from what is none.
///
/// It is told blocks of the file, and holds no more than one line.
struct PartScan {
    private var line: [UInt8] = []
    /// Where the line begins in the file.
    private var start = 0
    private var offset = 0
    private var number = 1
    /// Whether the line is none of ours whatever comes, so that it need not be kept.
    private var isForeign = false

    /// Takes the next bytes of the file.
    mutating func add(_ block: [UInt8], count: Int, _ body: (PartEntry) throws -> Void) rethrows {
        var position = 0
        while let end = Self.lineEnd(in: block, position, count) {
            if !isForeign { line.append(contentsOf: block[position..<end]) }
            try take(isEnded: true, body)
            position = end + 1
            start = offset + position
            number += 1
        }
        offset += count
        guard position < count, !isForeign else { return }
        line.append(contentsOf: block[position..<count])
        isForeign =
            line.count > LineFile.maximumLineLength || !ResultLine.mayBegin(line.prefix(64).prefix { $0 != 0 })
    }

    /// Takes what stands after the last line end.
    mutating func finish(_ body: (PartEntry) throws -> Void) rethrows {
        if !line.isEmpty || isForeign { try take(isEnded: false, body) }
    }

    private mutating func take(isEnded: Bool, _ body: (PartEntry) throws -> Void) rethrows {
        defer {
            line.removeAll(keepingCapacity: true)
            isForeign = false
        }
        if isForeign { return try body(.foreign(number)) }
        let ended = start + line.count + 1
        if isEnded, line.last == UInt8(ascii: "\r") { line.removeLast() }
        if let kind = Self.kind(line) {
            let end = isEnded ? ended : start + line.count
            return try body(.line(PartLine(bytes: line, kind: kind, offset: start, end: end)))
        }
        // Nobody can take an empty line for a result.
        if isEnded, line.isEmpty { return }
        guard let (whole, _) = ResultLine.pieces(of: line, isEnded: isEnded) else { return try body(.foreign(number)) }
        var isTorn = true
        for range in whole {
            let piece = Array(line[range])
            guard let kind = Self.kind(piece) else {
                // Only the piece before the line end is said to be whole without having been looked at.
                isTorn = false
                try body(.foreign(number))
                continue
            }
            let end = isEnded ? ended : start + range.upperBound
            try body(.line(PartLine(bytes: piece, kind: kind, offset: start + range.lowerBound, end: end)))
        }
        if isTorn { try body(.torn) }
    }

    private static func kind(_ line: [UInt8]) -> ResultLine.Kind? {
        guard ResultLine.identity(line) != nil, let kind = ResultLine.kind(line), ResultLine.isClosed(line) else {
            return nil
        }
        return kind
    }

    private static func lineEnd(in block: [UInt8], _ start: Int, _ end: Int) -> Int? {
        block.withUnsafeBytes { bytes in
            guard start < end, let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), end - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}

extension PartFile {
    private static let blockSize = 1 << 20

    /// Hands everything in the file to the body; a task that is cancelled stops.
    ///
    /// - Throws: ``FileError``, `CancellationError`, or what the body throws.
    func forEachEntry(_ body: (PartEntry) throws -> Void) async throws {
        let descriptor = try open()
        defer { try? descriptor.close() }
        var scan = PartScan()
        var block = [UInt8](repeating: 0, count: min(Self.blockSize, max(1, size)))
        var offset = 0
        while offset < size {
            try Task.checkCancellation()
            // Where there is one thread only, signals are to be seen too.
            await Task.yield()
            let count: Int
            do { count = try descriptor.readBlock(&block, count: size - offset, at: offset) } catch {
                throw FileError(path: path, error)
            }
            guard count > 0 else { throw FileError(path: path, .replaced) }
            try scan.add(block, count: count, body)
            offset += count
        }
        try scan.finish(body)
    }
}
