@preconcurrency import Dispatch
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads the lines of a file or a pipe as they come, holding one block and one unfinished line in memory.
///
/// LF and CRLF end a line, a byte-order mark at the start is skipped, the last line needs no end.
struct LineReader: ~Copyable {
    /// A longer line is reported and skipped over, in bytes.
    static let maximumLineLength = 64 << 20
    private static let standardBlockSize = 256 << 10

    /// One line without its end, or the length of one too long to keep.
    enum Line: Sendable {
        case text([UInt8])
        case tooLong(Int)
    }

    private let file: InputFile
    private let limit: Int
    private let blockSize: Int
    private let queue = DispatchQueue(label: "cloudcompute.batch-input")
    private var block: [UInt8] = []
    private var position = 0
    private var unfinished: [UInt8] = []
    private var skipped = 0
    private var isAtEnd = false
    private var isAtStart = true
    /// Where the block begins in the file.
    private var blockOffset = 0
    private var lineOffset = 0
    private var lineLength = 0

    init(descriptor: Int32, ownsDescriptor: Bool, limit: Int = maximumLineLength) {
        self.init(InputFile(descriptor: descriptor, ownsDescriptor: ownsDescriptor), limit: limit)
    }

    /// - Parameter blockSize: How many bytes are read at once.
    init(_ file: InputFile, limit: Int = maximumLineLength, blockSize: Int = standardBlockSize) {
        self.file = file
        self.limit = limit
        self.blockSize = blockSize
        // Standard input may have been read from already.
        if file.canSeek { blockOffset = max(0, Int(lseek(file.descriptor, 0, SEEK_CUR))) }
    }

    /// The bytes of the whole file; 0 where nobody can tell.
    var size: Int { file.size }

    /// Where the line that came last stands; `nil` where it cannot be read again.
    var place: LineRange? {
        guard file.canSeek else { return nil }
        return LineRange(file: file, offset: lineOffset, length: lineLength)
    }

    /// Returns the next line, or `nil` at the end.
    ///
    /// - Throws: `Errno`.
    mutating func next() async throws(Errno) -> Line? {
        while true {
            if let line = nextInBlock() { return line }
            if isAtEnd { return lastLine() }
            try await fill()
        }
    }

    /// Takes a line from the block that was read last, without waiting; what is left of it without an end is put aside.
    mutating func nextInBlock() -> Line? {
        guard position < block.count else { return nil }
        if unfinished.isEmpty, skipped == 0 { lineOffset = blockOffset + position }
        let end = block.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress,
                let found = memchr(base + position, Int32(UInt8(ascii: "\n")), bytes.count - position)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
        let piece = block[position..<(end ?? block.count)]
        position = end.map { $0 + 1 } ?? block.count
        if skipped > 0 || unfinished.count + piece.count > limit {
            skipped += unfinished.count + piece.count
            unfinished = []
            guard end != nil else { return nil }
            defer { skipped = 0 }
            return .tooLong(skipped)
        }
        guard end != nil else {
            unfinished.append(contentsOf: piece)
            return nil
        }
        guard !unfinished.isEmpty else {
            lineLength = piece.count
            return .text(Self.trimmed(piece))
        }
        unfinished.append(contentsOf: piece)
        return lastLine()
    }

    /// Hands out the lines that lie whole in the block that was read last, where they lie, until one is not taken.
    mutating func takeInBlock(_ take: (UnsafeBufferPointer<UInt8>) -> Bool) {
        guard unfinished.isEmpty, skipped == 0 else { return }
        position = block.withUnsafeBufferPointer { bytes in
            var start = position
            while start < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            {
                let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                let isReturned = end > start && bytes[end - 1] == UInt8(ascii: "\r")
                let line = UnsafeBufferPointer(start: base + start, count: end - start - (isReturned ? 1 : 0))
                guard end - start <= limit, take(line) else { break }
                start = end + 1
            }
            return start
        }
    }

    private mutating func lastLine() -> Line? {
        defer {
            unfinished = []
            skipped = 0
        }
        if skipped > 0 { return .tooLong(skipped) }
        lineLength = unfinished.count
        return unfinished.isEmpty ? nil : .text(Self.trimmed(unfinished[...]))
    }

    /// The line without the carriage return at its end.
    static func trimmed(_ line: ArraySlice<UInt8>) -> [UInt8] {
        Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }

    /// Reads a block on a thread of its own, since a pipe may keep it waiting.
    private mutating func fill() async throws(Errno) {
        blockOffset += block.count
        position = 0
        try await readBlock()
        guard isAtStart else { return }
        isAtStart = false
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        // A mark may come in pieces.
        while !isAtEnd, block.count < mark.count, mark.starts(with: block) {
            let piece = block
            try await readBlock()
            block = piece + block
        }
        if block.starts(with: mark) { position = mark.count }
    }

    private mutating func readBlock() async throws(Errno) {
        block = []
        block = try await Self.read(file, blockSize, on: queue).get()
        isAtEnd = block.isEmpty
    }

    private static func read(
        _ file: InputFile, _ blockSize: Int, on queue: DispatchQueue
    ) async -> Result<[UInt8], Errno> {
        await withCheckedContinuation { continuation in
            queue.async {
                var failure: Errno?
                let bytes = [UInt8](unsafeUninitializedCapacity: blockSize) { buffer, filled in
                    var count = 0
                    repeat {
                        count = systemRead(file.descriptor, buffer.baseAddress, buffer.count)
                    } while count < 0 && errno == EINTR
                    if count < 0 { failure = Errno(rawValue: errno) }
                    filled = max(0, count)
                }
                continuation.resume(returning: failure.map { .failure($0) } ?? .success(bytes))
            }
        }
    }
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}
