import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One line of the input and its place.
struct InputLine: Sendable {
    /// The file's name as the user gave it; `-` for standard input.
    var file: String
    /// The file's name without folder and ending, `stdin` for standard input.
    var stem: String
    /// The line's number, from 1.
    var number: Int
    var content: LineReader.Line
    /// Where it can be read again, if it can.
    var place: LineRange?

    /// What the line is called where it has no `custom_id`.
    var name: String { "\(stem):\(number)" }

    /// Whether a line is left out.
    static func isBlank(_ text: [UInt8]) -> Bool { text.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
}

/// The lines of several files, one after the other, blank ones left out.
final class BatchInput {
    private var rest: ArraySlice<String>
    /// The file that is read, as the user gave it.
    private(set) var file = ""
    /// What its lines are named after.
    private(set) var stem = ""
    private var number = 0
    private var reader: LineReader?
    private let streams: [String: Int32]
    private let stems: [String: String]
    private let maximumLineLength: Int
    /// The bytes of all files, as far as they are known.
    private(set) var size = 0
    /// The lines to hand out, where others are left out.
    private let share: InputShare?

    /// Checks that each file can be opened, so that a missing one is told of before anything is sent.
    ///
    /// - Parameters:
    ///   - streams: The descriptors of what is no regular file, `-` among it; they stay open.
    ///   - share: The lines to hand out; `nil` for all.
    init(
        paths: [String], streams: [String: Int32], share: InputShare? = nil,
        maximumLineLength: Int = LineReader.maximumLineLength
    ) throws(BatchError) {
        self.streams = streams
        self.share = share
        self.maximumLineLength = maximumLineLength
        stems = InputStems.names(of: paths)
        rest = paths[...]
        for path in paths { size = size.saturating(plus: try open(path).size) }
    }

    /// Returns the next line that is not blank, or `nil` at the end of the last file.
    func next() async throws(BatchError) -> InputLine? {
        while true {
            if reader == nil {
                guard let path = rest.popFirst() else { return nil }
                reader = try open(path)
                file = path
                stem = stems[path] ?? path
                number = 0
            }
            do {
                guard let content = try await reader?.next() else {
                    reader = nil
                    continue
                }
                if let line = take(content) { return line }
            } catch {
                throw .readingFailed(FileError(path: file, error))
            }
        }
    }

    /// Hands each line that is not blank to the body; between two blocks of a file it may wait.
    ///
    /// - Throws: ``BatchError``.
    func forEachLine(_ body: (InputLine) throws(BatchError) -> Void) async throws(BatchError) {
        while let line = try await next() {
            try body(line)
            while let line = nextInBlock() { try body(line) }
        }
    }

    /// Returns the next line that lies whole in the block that was read last; `nil` where ``next()`` is to be asked.
    func nextInBlock() -> InputLine? {
        while let content = reader?.nextInBlock() {
            if let line = take(content) { return line }
        }
        return nil
    }

    /// Hands out lines of the block that was read last with their numbers, where they lie, until one is not taken; none where
    /// lines are left out.
    func takeInBlock(_ take: (UnsafeBufferPointer<UInt8>, Int) -> Bool) {
        guard share == nil else { return }
        var number = number
        reader?.takeInBlock { line in
            guard line.first == UInt8(ascii: "{"), take(line, number + 1) else { return false }
            number += 1
            return true
        }
        self.number = number
    }

    /// Counts a line; `nil` where it is left out.
    private func take(_ content: LineReader.Line) -> InputLine? {
        number += 1
        if let share, !share.contains(stem, number) { return nil }
        if case .text(let bytes) = content, InputLine.isBlank(bytes) { return nil }
        return InputLine(file: file, stem: stem, number: number, content: content, place: reader?.place)
    }

    private func open(_ path: String) throws(BatchError) -> LineReader {
        if let stream = streams[path] {
            return LineReader(descriptor: stream, ownsDescriptor: false, limit: maximumLineLength)
        }
        let descriptor = openForReading(path)
        guard descriptor >= 0 else {
            throw .unusableInput(FileError(path: path, Errno(rawValue: errno)))
        }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw .unusableInput(FileError(path: path, .directory))
        }
        return LineReader(descriptor: descriptor, ownsDescriptor: true, limit: maximumLineLength)
    }
}

func openForReading(_ path: String) -> Int32 {
    open(path, O_RDONLY | O_CLOEXEC)
}
