import Foundation
import JSON
import Testing

@testable import Batch

/// Reading input by digests, many lines at once, finds what reading it line by line finds.
@Suite(.timeLimit(.minutes(2))) struct InputReadingTests {
    private static func line(_ random: inout SplitMix64, of files: [String]) -> String {
        let number = Int.random(in: 0..<40, using: &random)
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return ""
        case 1: return "\"a prompt \(number)\""
        case 2: return "{\"prompt\":"
        case 3: return "{\"custom_id\":\"\(files[number % files.count]):\(number)\",\"prompt\":\"x\"}"
        case 4: return "{\"custom_id\":\"\\u0061\(number)\",\"prompt\":\"x\"}"
        case 5: return "{\"messages\":[],\"max_tokens\":\(number)}\r"
        case 6, 7: return "{\"custom_id\":\"a\(number)\",\"body\":{\"messages\":[\(number % 2)]}}"
        default: return "{\"prompt\":\"question \(number)\"}"
        }
    }

    private static var form: RequestBuilder {
        var form = RequestBuilder()
        form.standardModel = "m"
        return form
    }

    /// What a scan has noted of each request and each line.
    private static func state(_ scan: InputScan, _ lines: [InputLine]) -> [String] {
        var state = ["\(scan.lines) \(scan.ownLines) \(scan.defects) \(scan.findings) \(scan.index.table.count)"]
        var names = scan.index.names
        for line in lines {
            state.append("\(scan.index.reserved.contains(names.place(of: line)))")
            guard let request = try? form.request(line) else { continue }
            let identity = RequestFingerprint(request)
            state.append("\(String(describing: scan.index.table.find(identity)))")
            let own = scan.index.identity(of: identity.body, at: names.place(of: line))
            state.append("\(String(describing: own))")
        }
        return state
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func digestsLeaveWhatLinesLeave(_ seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let scene = try Scene()
        let stems = ["in", "more"]
        // Rarely is an input as long as several blocks.
        let count = seed % 10 == 0 ? 20_000 : 300
        for stem in stems {
            let lines = (0..<count).map { _ in Self.line(&random, of: stems) }
            try scene.write(lines.joined(separator: "\n"), to: "\(stem).jsonl")
        }
        let files = stems.map { scene.path("\($0).jsonl") }
        let source = try await InputSource(paths: files, spools: false)
        var (expected, lines) = (InputScan(files: files, isComplete: true), [InputLine]())
        try await source.open().forEachLine { line in
            _ = expected.add(line, form: Self.form)
            lines.append(line)
        }
        var scan = InputScan(files: files, isComplete: true)
        var (requests, digests, defects) = (0, 0, [BadLine]())
        try await scan.read(source.open(), form: Self.form) { finding, _ in
            switch finding {
            case .request: requests += 1
            case .digest: digests += 1
            case .defect(let line): defects.append(line)
            }
        }
        #expect(Self.state(scan, lines) == Self.state(expected, lines))
        #expect(requests + digests + defects.count == lines.count)
        #expect(digests > lines.count / 4)
        #expect(Array(defects.prefix(InputScan.maximumFindings)) == expected.findings)
    }
}
