import ArgumentParser
import Batch
import Foundation
import JSON
import Localization
import Terminal

struct BatchStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "status",
        abstract: "Show how far runs are: done, failed, left, rate, cost and time, an output a line.",
        discussion: """
            An OUT is a file of results, a folder of shards or of a pool, a pattern in \
            quotes, or the name that a sharded run was given with -o. Each run tells of \
            itself every 5 seconds in OUT.status.json. A run that says it is running and \
            has not updated that for a minute is silent: it is named, and its lines are \
            counted in its output. Shards without an output are named too.

            With --watch the table is redrawn until every run has ended; into a pipe \
            another one is written where something has changed.

            Examples:
              cloudcompute batch status out.jsonl
              cloudcompute batch status 'out.*-of-8.jsonl' --watch
              cloudcompute batch status out.jsonl --json | jq .all.remaining
            """)

    @Argument(help: "Results, folders, patterns, or the output of a sharded run.", completion: .file())
    var outputs: [String]

    @Flag(name: .shortAndLong, help: "Go on until every run has ended.")
    var watch = false

    @Option(help: ArgumentHelp("How long --watch waits between two looks; 2s unless given.", valueName: "time"))
    var interval: TimeArgument<Seconds>?

    @Flag(help: "Print one JSON object; with --watch one a line.")
    var json = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    private static let shortestInterval = Duration.milliseconds(100)

    func validate() throws {
        guard let interval else { return }
        if interval.duration < Self.shortestInterval {
            throw ValidationError(localized("--interval is at least 100ms."))
        }
        if !watch { throw ValidationError(localized("--interval needs --watch.")) }
    }

    func run() async throws {
        let output = Output.standardOutput
        var reader = StatusReader(outputs)
        var display = LiveBlock(output, isLive: watch && !json && output.isTerminal)
        while true {
            let now = Date().timeIntervalSince1970
            let report = try reader.report(now: now)
            if json {
                try display.show(json: StatusText.json(report).jsonBytes)
            } else {
                try display.show(StatusText.text(report, now: now, width: output.columns))
            }
            if !watch || report.isFinal { return }
            try await Task.sleep(for: interval?.duration ?? .seconds(2))
        }
    }
}
