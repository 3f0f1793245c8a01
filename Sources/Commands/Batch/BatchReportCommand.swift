import ArgumentParser
import Batch
import CloudComputeClient
import Foundation
import TerminalUI

struct BatchReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show the speed and the outcomes of a run: a page with plots, or JSON.",
        discussion: """
            Reads OUT.jsonl and, where it is there, OUT.errors.jsonl. The page is one file
            that loads nothing. The JSON uses the names of `vllm bench serve`. Times to the
            first token and between tokens are known of runs with --stream only.

            Examples:
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

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if output == nil, !json {
            throw ValidationError("Say where the page goes with -o report.html, or ask for --json.")
        }
    }

    func run() async throws {
        let failures = BatchRun.errorsPath(results)
        let measurements = try await BatchMeasurements(
            results: results, failures: FileManager.default.fileExists(atPath: failures) ? failures : nil)
        if json { try Output.standardOutput.write(measurements.json.jsonText + "\n") }
        guard let output else { return }
        let page = Data(ReportPage(measurements, title: results).html.utf8)
        if output == "-" { return try Output.standardOutput.write(Array(page)) }
        do {
            try page.write(to: URL(fileURLWithPath: output))
        } catch {
            throw CommandFailure("The page \(output) cannot be written: \(error.localizedDescription)", .inputOutput)
        }
    }
}
