import ArgumentParser
import Batch
import CloudComputeClient
import Foundation
import JSON
import Terminal

struct BatchReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "report",
        abstract: "Show the speed and the outcomes of a run: as text, a page with plots, or JSON.",
        discussion: """
            Reads OUT.jsonl and, where it is there, OUT.errors.jsonl. The page is one file \
            that loads nothing; it replaces an older page, but no other file without \
            --force. The JSON uses the names of `vllm bench serve`. Times to the first \
            token and between tokens are known of runs with --stream only.

            Examples:
              cloudcompute batch report answers.jsonl
              cloudcompute batch report answers.jsonl -o report.html
              cloudcompute batch report answers.jsonl --json | jq .p99_e2el_ms
            """)

    @Argument(help: "The results of a run.", completion: .file(extensions: ["jsonl"]))
    var results: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where the page goes.", valueName: "report.html"), completion: .file())
    var output: String?

    @Flag(help: "Print the measurements as one JSON object.")
    var json = false

    @Flag(help: "Replace the file named by -o, whatever it holds; never the results.")
    var force = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    func run() async throws {
        let path = BatchRun.errorsPath(results)
        let failures = FileManager.default.fileExists(atPath: path) ? path : nil
        let inputs = [results] + (failures.map { [$0] } ?? [])
        let file = try output.flatMap { $0 == "-" ? nil : $0 }.map {
            try ReportFile($0, inputs: inputs, replacesAnything: force)
        }
        let measurements = try await BatchMeasurements(results: results, failures: failures)
        if json {
            try Output.standardOutput.write(json: measurements.json.jsonBytes + [0x0A])
        } else if output == nil {
            let width = Output.standardOutput.columns
            try Output.standardOutput.write(ReportText.text(measurements, width: width))
        }
        guard output != nil else { return }
        let page = ReportPage(measurements, title: results).html
        if let file { try file.write(page) } else { try Output.standardOutput.write(page) }
    }
}
