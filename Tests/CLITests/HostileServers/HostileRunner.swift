import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Testing

/// Runs cases on the built program and checks how it ends.
enum HostileRunner {
    /// How many cases run at once.
    private static let width = 8
    /// What only a programmer can read.
    private static let dumps = [
        "Fatal error", "Swift.", "Stack dump", "Crash:", "NIO", "HTTPClient", "HTTPParser", "ChannelError", "IOError",
        "errno:", "Optional(", "Error(", "JSONError", "Domain=",
    ]

    /// Runs all cases, some at once.
    static func check(_ cases: [HostileCase]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, hostileCase) in cases.enumerated() {
                if index >= width { try await group.next() }
                group.addTask { try await check(hostileCase) }
            }
            try await group.waitForAll()
        }
    }

    /// Runs each command that the case speaks of.
    static func check(_ hostileCase: HostileCase) async throws {
        let requests = AsyncStream.makeStream(of: Void.self)
        try await Program.inFolder { program in
            var program = program
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-hostile-0123456789"
            // A crash is told by its signal; its backtrace takes seconds.
            program.environment["SWIFT_BACKTRACE"] = "enable=no"
            try program.write("\"hi\"\n", to: "in.jsonl")
            let prepared = program
            try await LoopbackServer.serve { request in
                requests.continuation.yield()
                return .script(hostileCase.answer(request.route.contains("/models") ? .models : .chat))
            } while: { server in
                let base = ["--base-url", server.baseURL]
                let run = { (arguments: [String], input: String, expectation: HostileCase.Expectation) in
                    let interruption = expectation.isInterrupted ? requests.stream : nil
                    return try await prepared.runBounded(arguments + base, input: input, interruption: interruption)
                }
                if let expectation = hostileCase.models {
                    judge(try await run(["models"], "", expectation), expectation, "\(hostileCase.name): models")
                }
                if let expectation = hostileCase.ask {
                    let ask = try await run(["ask", "hi", "-m", "m"], "", expectation)
                    judge(ask, expectation, "\(hostileCase.name): ask")
                    let chat = try await run(["chat", "-m", "m"], "hi\n", expectation)
                    judge(chat, expectation, "\(hostileCase.name): chat")
                }
                if let expectation = hostileCase.batch {
                    let times = hostileCase.isSlow ? ["1", "2", "1"] : ["60", "90", "2"]
                    let deadline = expectation.codes == [0] ? "90s" : Program.isSanitized ? "20s" : "6s"
                    let batch = try await run(
                        [
                            "batch", "run", "in.jsonl", "-o", "out.jsonl", "-m", "m", "--deadline", deadline,
                            "--idle-timeout", times[0], "--request-timeout", times[1], "--max-attempts", times[2],
                        ] + (hostileCase.streams ? ["--stream"] : []), "", expectation)
                    try judge(batch: batch, expectation, prepared, "\(hostileCase.name): batch")
                }
            }
        }
    }

    /// What is wrong with how a command ended: the exit code, the text, a failure that is not told in one sentence.
    private static func faults(
        _ outcome: Program.RawOutcome, _ expectation: HostileCase.Expectation, maximumLines: Int = 1
    ) -> [String] {
        if outcome.wasKilled { return ["it does not end"] }
        var faults: [String] = []
        if let signal = outcome.signal, !expectation.isInterrupted || signal != SIGINT {
            faults.append("signal \(signal) ended it")
        } else if !expectation.codes.contains(outcome.code) {
            faults.append("the exit code is \(outcome.code), not \(expectation.codes.sorted())")
        }
        let error = String(decoding: outcome.error, as: UTF8.self)
        if let dump = dumps.first(where: error.contains) { faults.append("it shows \(dump)") }
        if error.unicodeScalars.contains(where: { $0 != "\n" && isControl($0) }) {
            faults.append("its message holds control characters")
        }
        if outcome.code == 0, expectation.hasText, outcome.output.firstRange(of: Array("pong".utf8)) == nil {
            faults.append("it does not show the answer")
        }
        let lines = error.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        if lines.count > maximumLines { faults.append("it says \(lines.count) lines") }
        if outcome.error.count > 8192 { faults.append("it says \(outcome.error.count) bytes") }
        let isFailure = outcome.code != 0 && !expectation.isInterrupted && maximumLines == 1
        if isFailure, !error.hasPrefix("cloudcompute: ") { faults.append("it does not say what is wrong") }
        return faults
    }

    private static func judge(_ outcome: Program.RawOutcome, _ expectation: HostileCase.Expectation, _ name: String) {
        record(faults(outcome, expectation), outcome, name)
    }

    /// Checks the files too: one line of UTF-8 JSON for the request, unless the run ended before there was one.
    private static func judge(
        batch outcome: Program.RawOutcome, _ expectation: HostileCase.Expectation, _ program: Program, _ name: String
    ) throws {
        var shown = outcome
        let results = FileManager.default.contents(atPath: program.file("out.jsonl")) ?? Data()
        let failures = FileManager.default.contents(atPath: program.file("out.errors.jsonl")) ?? Data()
        shown.output = Array(results)
        var faults = faults(shown, expectation, maximumLines: 60)
        let lines = (results + failures).split(separator: UInt8(ascii: "\n"))
        if lines.count > 1 || lines.isEmpty && [0, 1].contains(outcome.code) {
            faults.append("\(lines.count) lines were written")
        }
        if !(outcome.code == 0 ? failures : results).isEmpty { faults.append("the line is in the wrong file") }
        for line in lines {
            if String(validating: line, as: UTF8.self) == nil { faults.append("the line is not UTF-8") }
            if (try? JSONValue(parsing: Array(line))) == nil { faults.append("the line is not JSON") }
        }
        record(faults, outcome, name)
    }

    private static func record(_ faults: [String], _ outcome: Program.RawOutcome, _ name: String) {
        guard !faults.isEmpty else { return }
        let error = String(decoding: outcome.error.prefix(300), as: UTF8.self).debugDescription
        Issue.record("\(name): \(faults.joined(separator: ", ")): \(error)")
    }

    /// Whether a scalar could drive a terminal or turn the order of what is read.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
