import CloudComputeClient
import JSON

/// What a run tells of itself, in a small file beside its output.
package struct BatchStatus: Sendable, Equatable {
    package enum State: String, Sendable {
        case running
        /// Nothing is left to be sent.
        case finished
        /// Lines remain, and the same command goes on with them.
        case drained
        /// The run has ended by an error.
        case stopped

        /// How a run has ended.
        package init(exitCode: Int, remaining: Int?) {
            self =
                switch exitCode {
                case 0, 1: .finished
                case 75, 129, 130, 131, 143: remaining == 0 ? .finished : .drained
                default: .stopped
                }
        }
    }

    /// What the file begins with; others are left alone.
    static let mark = Array(#"{"cloudcompute_batch_status":"#.utf8)
    private static let version = 1
    private static let counts = 0...1_000_000_000_000_000
    /// Up to the year 5138, in seconds.
    private static let timestamps = 0.0...1e11

    package var pid = 0
    package var host = ""
    /// When the run began and when it last told of itself, in seconds since 1970.
    package var started = 0.0
    package var updated = 0.0
    /// The seconds after which it tells of itself again.
    package var interval = 0.0
    package var state = State.running
    package var exitCode: Int?
    /// The lines of the input, where they are known beforehand.
    package var total: Int?
    /// Lines with a result, those of earlier runs too, and lines that have failed.
    package var done = 0
    package var failed = 0
    package var tokens = 0
    package var cost: Double?
    /// Lines a second of late.
    package var rate: Double?

    package init() {}

    /// Lines that have neither a result nor a failure.
    package var remaining: Int? { total.map { max(0, $0 - done - failed) } }

    /// `out.status.json` for `out.jsonl`; `nil` for standard output, pipes and devices.
    package static func path(output: String) -> String? {
        BatchRun.supersededPath(output).map { $0.dropLast(".superseded.jsonl".count) + ".status.json" }
    }

    /// The status as it stands in the file.
    var json: JSONValue {
        [
            "cloudcompute_batch_status": JSONValue(Self.version), "state": .string(state.rawValue),
            "exit_code": exitCode.map { JSONValue($0) } ?? .null,
            "total": total.map { JSONValue($0) } ?? .null, "done": JSONValue(done), "failed": JSONValue(failed),
            "remaining": remaining.map { JSONValue($0) } ?? .null, "tokens": JSONValue(tokens),
            "cost": cost.map { JSONValue($0) } ?? .null, "rate": rate.map { JSONValue($0) } ?? .null,
            "started": JSONValue(started), "updated": JSONValue(updated), "interval": JSONValue(interval),
            "host": .string(host), "pid": JSONValue(pid),
        ]
    }

    /// Reads the file; `nil` where it is none of ours.
    ///
    /// Numbers that cannot be are taken for 0 or for unknown.
    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: Self.mark), let json = try? JSONValue(parsing: bytes),
            let state = json["state"]?.string.flatMap(State.init(rawValue:))
        else { return nil }
        func count(_ name: String) -> Int? { json[name]?.int.flatMap { Self.counts.contains($0) ? $0 : nil } }
        func number(_ name: String, _ range: ClosedRange<Double>) -> Double? {
            ReportNumber.within(range, json[name]?.double)
        }
        self.state = state
        exitCode = json["exit_code"]?.int.flatMap { (0...255).contains($0) ? $0 : nil }
        total = count("total")
        done = count("done") ?? 0
        failed = count("failed") ?? 0
        tokens = count("tokens") ?? 0
        cost = number("cost", 0...1e12)
        rate = number("rate", 0...1e9)
        started = number("started", Self.timestamps) ?? 0
        updated = number("updated", Self.timestamps) ?? 0
        interval = number("interval", 0...1e6) ?? 0
        host = json["host"]?.string ?? ""
        pid = count("pid") ?? 0
    }
}
