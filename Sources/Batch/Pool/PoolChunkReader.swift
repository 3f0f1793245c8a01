import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads the lines of one chunk.
///
/// Readers of one input share its descriptors, so only one may be in use at a time.
final class PoolChunkReader {
    /// The most lines that are handed out at once.
    private static let maximumLines = 256
    /// Most chunks are short.
    private static let blockSize = 32 << 10

    private let marks: [PoolInput.Mark]
    private let range: Range<Int>
    private let bytesPerLine: Int
    /// The mark that was read from last.
    private var mark: Int
    private var reader: LineReader?
    private var ordinal: Int
    private var number = 0

    /// - Parameter bytesPerLine: The bytes that each line gains on its way to a request.
    init(_ input: PoolInput, _ range: Range<Int>, bytesPerLine: Int) {
        marks = input.marks
        self.range = range
        self.bytesPerLine = bytesPerLine
        // The last mark that is not beyond the first line.
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = low + (high - low) / 2
            if marks[middle].ordinal <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        mark = low - 1
        ordinal = 0
        if marks.indices.contains(mark) { begin() }
    }

    var isAtEnd: Bool { ordinal >= range.upperBound }

    private func begin() {
        let mark = marks[mark]
        lseek(mark.place.file.descriptor, off_t(mark.place.offset), SEEK_SET)
        reader = LineReader(mark.place.file, blockSize: Self.blockSize)
        ordinal = mark.ordinal
        number = mark.line.number - 1
    }

    /// The next lines, up to about so many bytes of them; none at the end.
    ///
    /// - Throws: ``BatchError``.
    func lines(upTo maximumBytes: Int) async throws(BatchError) -> [InputLine] {
        var lines: [InputLine] = []
        var bytes = 0
        while !isAtEnd, lines.count < Self.maximumLines, bytes < maximumBytes {
            let line = try await next()
            defer { ordinal += 1 }
            guard ordinal >= range.lowerBound else { continue }
            if case .text(let text) = line.content { bytes += text.count }
            bytes += bytesPerLine
            lines.append(line)
        }
        return lines
    }

    private func next() async throws(BatchError) -> InputLine {
        while marks.indices.contains(mark) {
            var line = marks[mark].line
            do throws(Errno) {
                while let content = try await reader?.next() {
                    number += 1
                    if case .text(let bytes) = content, InputLine.isBlank(bytes) { continue }
                    line.content = content
                    line.number = number
                    line.place = reader?.place
                    return line
                }
            } catch { throw .readingFailed(FileError(path: line.file, error)) }
            // The next file begins with a mark; where there is none, lines have gone.
            guard let next = marks[mark...].firstIndex(where: { $0.ordinal == ordinal }), next != mark else {
                throw .readingFailed(FileError(path: line.file, .noData))
            }
            mark = next
            begin()
        }
        throw .readingFailed(FileError(path: "", .noData))
    }
}
