#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A whole line of one of our files, without its end.
struct StoredLine {
    var bytes: [UInt8]
    var identity: RequestFingerprint
    /// Where it begins in the file.
    var offset: Int
}

/// What the end of a file, or a crash in the middle of it, asks for before anything is appended.
struct FileDamage: Equatable {
    /// Lines that are not whole, or zero bytes that a crash left between lines: the file is to be written anew.
    var isInside = false
    /// Where the torn last line begins.
    var tornAt: Int?
    /// The last line is whole but for its end.
    var lacksLineEnd = false
}

extension LineFile {
    /// A line longer than this cannot be one of ours.
    static var maximumLineLength: Int { 512 << 20 }
    private static var blockSize: Int { 256 << 10 }

    /// Hands each whole line to the body, and tells what is damaged.
    ///
    /// - Parameter end: Where to stop reading, at the end of a line.
    /// - Throws: ``BatchError`` where the file cannot be read or something in it is not ours, or what the body throws.
    @discardableResult
    func forEachLine(
        upTo end: Int? = nil, _ body: (StoredLine) throws(BatchError) -> Void
    ) throws(BatchError) -> FileDamage {
        var damage = FileDamage()
        guard isRegular else { return damage }
        let end = end ?? size
        var line: [UInt8] = []
        var start = 0
        var number = 1
        var offset = 0
        while offset < end {
            let block = try read(min(Self.blockSize, end - offset), at: offset)
            guard !block.isEmpty else { break }
            var position = 0
            while let newline = Self.lineEnd(in: block, from: position) {
                line.append(contentsOf: block[position..<newline])
                try take(line, start, number, isEnded: true, &damage, body)
                line.removeAll(keepingCapacity: true)
                position = newline + 1
                start = offset + position
                number += 1
            }
            line.append(contentsOf: block[position...])
            offset += block.count
            // What does not begin as ours does is not read to its end.
            guard line.count <= Self.maximumLineLength, ResultLine.mayBegin(line.prefix(64).prefix { $0 != 0 }) else {
                throw .foreignLine(role, path, line: number)
            }
        }
        if !line.isEmpty { try take(line, start, number, isEnded: false, &damage, body) }
        return damage
    }

    private func take(
        _ line: [UInt8], _ start: Int, _ number: Int, isEnded: Bool, _ damage: inout FileDamage,
        _ body: (StoredLine) throws(BatchError) -> Void
    ) throws(BatchError) {
        guard line.count <= Self.maximumLineLength,
            let (whole, hasTornPieces) = ResultLine.pieces(of: line, isEnded: isEnded)
        else { throw .foreignLine(role, path, line: number) }
        for range in whole {
            let bytes = range == 0..<line.count ? line : Array(line[range])
            // A line that is joined with the rest of another begins and ends as ours does.
            guard let identity = ResultLine.identity(bytes), let kind = ResultLine.kind(bytes),
                ResultLine.isClosed(bytes)
            else {
                throw .foreignLine(role, path, line: number)
            }
            if kind != (role == .failures ? .failure : .result) { throw .misplacedLine(role, path, line: number) }
            try body(StoredLine(bytes: bytes, identity: identity, offset: start + range.lowerBound))
        }
        if whole.isEmpty, !isEnded {
            damage.tornAt = start
        } else if hasTornPieces {
            damage.isInside = true
        } else if !isEnded {
            damage.lacksLineEnd = true
        }
    }

    private static func lineEnd(in block: [UInt8], from start: Int) -> Int? {
        block.withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
