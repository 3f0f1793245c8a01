import ArgumentParser
import CloudComputeClient
import JSON
import Localization
import Settings
import Terminal

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "doctor",
        abstract: "Diagnose the setup and suggest fixes.",
        discussion: """
            Checks versions, files, the key, the way to the server, its certificate and its clock, the terminal, the \
            locale, the stored conversations, the model and the tools. Each check has a bound on its time. Keys \
            and passwords are not shown, so the report can be sent to others. Ends with 0 where nothing is wrong, \
            else with the exit code of the first error; warnings do not count.

            Examples:
              cloudcompute doctor
              cloudcompute doctor --profile work
              cloudcompute doctor --offline --json | jq -r '.checks[] | select(.status != "ok") | .message'
            """)

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Ask neither the network nor the command that gives the key.")
    var offline = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        // A program reads the sentences too, whatever language its user speaks.
        if json { Language.english.use() }
        let console = CommandContext.Console(global)
        let examination = DoctorExamination(options: global, isOffline: offline, console: console)
        let (found, redaction) = try await examination.report()
        let report = redaction.report(found)
        if json {
            try console.output.write(json: report.json.jsonBytes + [0x0A])
        } else {
            let symbols = LocaleFacts.gather(ProcessEnvironment.atStart).isUTF8
            try console.output.write(report.text(symbols: symbols, columns: console.output.columns))
        }
        if report.exitCode != .done { throw CommandFailure(report.exitCode) }
    }
}
