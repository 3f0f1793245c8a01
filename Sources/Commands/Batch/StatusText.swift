import Batch
import Foundation
import JSON
import Localization
import Terminal

/// How far outputs are, for a person and for a script.
enum StatusText {
    static func text(_ report: StatusReport, now: Double, width: Int?) -> String {
        var table = TextTable([
            (localized("OUTPUT"), .left), (localized("STATE"), .left), (localized("DONE"), .right),
            (localized("FAILED"), .right), (localized("LEFT"), .right), (localized("PER S"), .right),
            (localized("COST"), .right), (localized("ETA"), .right),
        ])
        for output in report.outputs {
            table.add(
                [output.output, state(output)]
                    + cells(output.done, output.failed, output.remaining, output.rate, output.cost, output.eta))
        }
        if report.outputs.count != 1 || !report.absent.isEmpty {
            table.add(
                [localized("all"), ended(report)]
                    + cells(report.done, report.failed, report.remaining, report.rate, report.cost, report.eta))
        }
        let notes = report.silent.map { silence($0, now) } + report.absent.map { MergeText.text($0) }
        let expendable = [localized("COST"), localized("PER S"), localized("LEFT"), localized("FAILED")]
        return table.text(width: width, dropping: expendable)
            + notes.map { ControlCharacterFilter.filterLine($0) + "\n" }.joined()
    }

    private static func ended(_ report: StatusReport) -> String {
        guard let hasEnded = report.hasEnded else { return name(.unknown) }
        return hasEnded ? localized("ended") : ""
    }

    private static func state(_ output: OutputStatus) -> String {
        guard output.state == .stopped, let code = output.exitCode else { return name(output.state) }
        return localized("stopped (\(code))")
    }

    private static func name(_ state: OutputStatus.State) -> String {
        switch state {
        case .running: localized("running")
        case .silent: localized("silent")
        case .finished: localized("finished")
        case .drained: localized("drained")
        case .stopped: localized("stopped")
        case .open: localized("open")
        case .unknown: localized("unknown")
        }
    }

    private static func cells(
        _ done: Int, _ failed: Int, _ remaining: Int?, _ rate: Double?, _ cost: Double?, _ eta: Double?
    ) -> [String] {
        [
            MergeText.number(done), MergeText.number(failed), remaining.map(MergeText.number) ?? "–",
            rate.map { String(format: "%.1f", $0) } ?? "–", cost.map { String(format: "%.4f", $0) } ?? "–",
            eta.map(clock) ?? "–",
        ]
    }

    private static func silence(_ output: OutputStatus, _ now: Double) -> String {
        let updated = output.updated ?? 0
        let since = Date(timeIntervalSince1970: updated).formatted(.iso8601)
        let place = [output.host, output.pid.map { localized("process \(Int($0))") }].compactMap { $0 }.filter {
            !$0.isEmpty
        }
        .joined(separator: ", ")
        return localized(
            "Silent: \(output.output) has not been updated for \(clock(now - updated)), since \(since) (\(place)).")
    }

    /// Minutes and seconds, and hours where there are some.
    static func clock(_ seconds: Double) -> String {
        let whole = Int(min(1e9, max(0, seconds)).rounded(.up))
        let minutes = String(format: "%d:%02d", whole / 60 % 60, whole % 60)
        return whole < 3600 ? minutes : String(format: "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
    }

    static func json(_ report: StatusReport) -> JSONValue {
        let outputs: [JSONValue] = report.outputs.map { output in
            var members = members(
                output.done, output.failed, output.remaining, output.rate, output.cost, output.tokens, output.eta)
            members =
                [
                    JSONObject.Member("output", .string(output.output)),
                    JSONObject.Member("state", .string(output.state.rawValue)),
                    JSONObject.Member("shard", output.shard.map { JSONValue($0.shard) } ?? .null),
                    JSONObject.Member("shards", output.shard.map { JSONValue($0.count) } ?? .null),
                    JSONObject.Member("attempt", output.shard?.attempt.map { JSONValue($0) } ?? .null),
                    JSONObject.Member("total", output.total.map { JSONValue($0) } ?? .null),
                ] + members
            members += [
                JSONObject.Member("exit_code", output.exitCode.map { JSONValue($0) } ?? .null),
                JSONObject.Member("updated", output.updated.map { JSONValue($0) } ?? .null),
                JSONObject.Member("host", output.host.map { .string($0) } ?? .null),
                JSONObject.Member("pid", output.pid.map { JSONValue($0) } ?? .null),
            ]
            return .object(JSONObject(members))
        }
        let all = members(
            report.done, report.failed, report.remaining, report.rate, report.cost, report.tokens, report.eta)
        return [
            "outputs": .array(outputs), "all": .object(JSONObject(all)),
            "silent": .array(report.silent.map { .string($0.output) }),
            "absent_shards": .array(report.absent.map(MergeText.json)),
            "ended": report.hasEnded.map { .bool($0) } ?? .null,
        ]
    }

    private static func members(
        _ done: Int, _ failed: Int, _ remaining: Int?, _ rate: Double?, _ cost: Double?, _ tokens: Int?, _ eta: Double?
    ) -> [JSONObject.Member] {
        [
            JSONObject.Member("done", JSONValue(done)), JSONObject.Member("failed", JSONValue(failed)),
            JSONObject.Member("remaining", remaining.map { JSONValue($0) } ?? .null),
            JSONObject.Member("rate", rate.map { JSONValue($0) } ?? .null),
            JSONObject.Member("cost", cost.map { JSONValue($0) } ?? .null),
            JSONObject.Member("tokens", tokens.map { JSONValue($0) } ?? .null),
            JSONObject.Member("eta_seconds", eta.map { JSONValue($0) } ?? .null),
        ]
    }
}
