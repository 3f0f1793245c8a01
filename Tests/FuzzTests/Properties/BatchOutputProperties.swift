import CloudComputeClient
import JSON

@testable import Batch

/// Any file is refused or gives whole lines of results; of those that the program wrote none is lost, however torn.
enum BatchOutputProperties {
    static func check(_ bytes: [UInt8]) throws {
        for role in [JournalRole.results, .failures] { try checkFile(bytes, role) }
        for line in bytes.split(separator: UInt8(ascii: "\n")) { try checkFacts(Array(line)) }
        try checkOwnLines(bytes.split(separator: 0x1E, maxSplits: 7, omittingEmptySubsequences: false).map(Array.init))
    }

    /// What a report takes from a line without reading the whole is what it takes from the whole.
    static func checkFacts(_ line: [UInt8]) throws {
        let isClosed = ResultLine.isClosed(line)
        try require(isClosed == isClosedObject(line), "An object that ends with the line: \(isClosed)")
        guard let facts = line.withUnsafeBufferPointer({ ResultScan.facts($0) }) else { return }
        let json = try JSONValue(parsing: line, deeperBy: ResultLine.depthAroundBody)
        try require(BatchResult(json).map { ResultFacts($0) } == facts, "\(json.jsonText) is read as \(facts)")
    }

    private static func isClosedObject(_ bytes: [UInt8]) -> Bool {
        guard bytes.first == UInt8(ascii: "{") else { return false }
        var (depth, index, isInString) = (0, 0, false)
        while index < bytes.count {
            switch (Unicode.Scalar(bytes[index]), isInString) {
            case ("\"", _): isInString.toggle()
            case ("\\", true): index += 1
            case ("\\", false): return false
            case ("{", false), ("[", false): depth += 1
            case ("}", false), ("]", false):
                depth -= 1
                if depth == 0 { return index == bytes.count - 1 }
            default: break
            }
            index += 1
        }
        return false
    }

    private static func read(_ file: LineFile) throws(BatchError) -> (lines: [StoredLine], damage: FileDamage) {
        var lines: [StoredLine] = []
        let damage = try file.forEachLine { line throws(BatchError) in lines.append(line) }
        return (lines, damage)
    }

    /// Reads a file, repairs it, and reads it again.
    private static func checkFile(_ bytes: [UInt8], _ role: JournalRole) throws {
        let disk = MemoryDisk(bytes)
        var file = try LineFile(role, disk)
        let lines: [StoredLine]
        let damage: FileDamage
        do throws(BatchError) { (lines, damage) = try read(file) } catch {
            return try require(disk.file.bytes == bytes, "A file that is refused was changed")
        }
        for line in lines { try check(line, in: bytes, file) }
        try file.repair(damage)
        let again = try read(file)
        try require(again.damage == FileDamage(), "\(damage) is repaired to \(again.damage)")
        try require(again.lines.map(\.bytes) == lines.map(\.bytes), "Other lines after the repair of \(damage)")
    }

    private static func check(_ line: StoredLine, in bytes: [UInt8], _ file: LineFile) throws {
        let end = line.offset + line.bytes.count
        try require(
            end <= bytes.count && Array(bytes[line.offset..<end]) == line.bytes, "A line stands elsewhere")
        try require(try file.line(at: line.offset).starts(with: line.bytes), "A line is read as another one")
        try require(ResultLine.customIDRange(line.bytes).upperBound <= line.bytes.count, "The name has no end")
        let name = "n\"\n\u{1F}é"
        let identity = RequestFingerprint(customID: name, body: line.identity.body)
        let renamed = ResultLine.renamed(line.bytes, identity, customID: name)
        try require(ResultLine.identity(renamed) == identity, "The new identity is lost")
        try require(ResultLine.customID(renamed) == name, "The new name is \(ResultLine.customID(renamed))")
        let moved = StoredLine(bytes: renamed, identity: identity, offset: 0)
        try require(ResultLine.content(moved) == ResultLine.content(line), "Another content under another name")
        if let json = try? JSONValue(parsing: line.bytes) { _ = BatchResult(json) }
    }

    /// Writes results whose bodies these are, and tears the file.
    private static func checkOwnLines(_ bodies: [[UInt8]]) throws {
        var written: [JournalRole: [[UInt8]]] = [:]
        for (index, body) in bodies.enumerated() {
            let name = "\(index) \(String(decoding: body.prefix(12), as: UTF8.self))"
            let answer = RawChatResponse(statusCode: 200, requestID: name, retryAfter: nil, body: body)
            let request = BatchRequest(customID: name, body: [])
            let outcome = BatchOutcome(
                request: request, identity: RequestFingerprint(request), answer: answer, result: answer.outcome,
                timings: BatchTimings(sentAt: 1, latency: .seconds(2), arrivals: [.seconds(1)], attempts: index % 2))
            let line = ResultLine.bytes(outcome)
            let json = try JSONValue(parsing: line)
            try require(line.firstIndex(of: UInt8(ascii: "\n")) == line.count - 1, "A line has a line end inside")
            try require(json["custom_id"]?.string == name && BatchResult(json) != nil, "\(json.jsonText)")
            try require(ResultLine.customID(line) == name, "\(json.jsonText)")
            let isResult = (try? outcome.result.get()) != nil
            try require(json["error"]?.isNull == isResult, "\(json.jsonText)")
            written[isResult ? .results : .failures, default: []].append(line.dropLast())
        }
        for (role, lines) in written {
            let whole = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
            try require(try read(LineFile(role, MemoryDisk(whole))).lines.map(\.bytes) == lines, "Lines are lost")
            let gaps = lines.flatMap { [0, 0] + $0.prefix($0.count / 2) + [0] + $0 + [0, UInt8(ascii: "\n")] }
            try require(
                try read(LineFile(role, MemoryDisk(gaps))).lines.map(\.bytes) == lines, "Lines between zeros are lost")
            let converted = lines.flatMap { $0 + Array("\r\n".utf8) }
            for end in [0, 1, 2] {
                let file = try LineFile(role, MemoryDisk(converted.dropLast(end)))
                try require(try read(file).lines.map(\.bytes) == lines, "Lines with CR LF are lost, the last by \(end)")
            }
            for cut in Pieces(of: whole.count, longest: whole.count / 4 + 1).map(\.upperBound) {
                let kept = whole.prefix(cut).split(separator: UInt8(ascii: "\n"))
                let isWhole = whole.prefix(cut + 1).last == UInt8(ascii: "\n") || whole[cut - 1] == UInt8(ascii: "\n")
                let found = try read(LineFile(role, MemoryDisk(Array(whole.prefix(cut))))).lines
                try require(found.count == kept.count - (isWhole ? 0 : 1), "\(found.count) lines after a cut at \(cut)")
            }
        }
    }
}
