import ArgumentParser
import Batch
import JSON
import Localization
import Terminal

struct BatchMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "merge",
        abstract: "Make one checked output of the outputs of shards, attempts or a pool.",
        discussion: """
            A PART is a file of results, a folder of shards or of a pool, a pattern in \
            quotes, or the name that a sharded run was given with -o. The failures beside \
            each part are taken in. OUT gets each id once: a result before a failure, then \
            the newer; what has failed only goes to OUT.errors.jsonl. Each line stays as it \
            is, byte for byte, and the parts stay as they are.

            What is missing or foreign is told by the input: --input, or what the runs' \
            sidecar names. Ends with exit code 1 while ids are missing or, where the input \
            is not known, runs have not finished, and with 65 where lines of the parts are \
            no results; failures that remain do not count.

            Examples:
              cloudcompute batch merge 'out.*-of-8.jsonl' -o all.jsonl --input in.jsonl
              cloudcompute batch merge out.jsonl -o all.jsonl --input in.jsonl --ordered
              cloudcompute batch merge pool/ -o all.jsonl --list missing.jsonl
            """)

    @Argument(help: "Results, folders, patterns, or the output of a sharded run.", completion: .file())
    var parts: [String] = []

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where the merged results go.", valueName: "out.jsonl"),
        completion: .file())
    var output: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("What the runs were asked for; several files in their order.", valueName: "in.jsonl"),
        completion: .file(extensions: ["jsonl"]))
    var input: [String] = []

    @Flag(help: "Write the lines in the order of the input.")
    var ordered = false

    @Option(
        help: ArgumentHelp("Write all ids that are missing, doubled or foreign to this file.", valueName: "file"),
        completion: .file())
    var list: String?

    @Flag(help: "Print what was found as one JSON object.")
    var json = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    mutating func validate() throws {
        // --input takes words up to the next option, so the parts behind it are among them.
        if parts.isEmpty, input.count > 1 { (parts, input) = (Array(input.dropFirst()), [input[0]]) }
        if parts.isEmpty { throw ValidationError(localized("Name the parts to merge: results, folders or patterns.")) }
    }

    func run() async throws {
        if output == "-" {
            throw CommandFailure(localized("-o takes a file; the merged output cannot go to a pipe."), .usage)
        }
        var merge = BatchMerge(try PartSet(parts), output: output)
        merge.inputs = input.isEmpty ? nil : input
        merge.isOrdered = ordered
        merge.list = list
        if ordered, !merge.knowsInput {
            throw CommandFailure(localized("--ordered needs the input; name it with --input."), .usage)
        }
        let console = CommandContext.Console(global)
        let watchdog = MergeWatchdog()
        defer { watchdog.stop() }
        merge.willPlace = { watchdog.stop() }
        let report = try await SignalWatch.interruptible { [merge] in
            var spinner = Spinner(
                on: console.error, allowsColor: console.allowsColor, label: SpinnerLabel("merging"))
            let result: Result<MergeReport, any Error>
            do { result = .success(try await merge.run()) } catch { result = .failure(error) }
            await spinner.stop()
            return try result.get()
        }
        if json {
            try Output.standardOutput.write(json: MergeText.json(report).jsonBytes + [0x0A])
        } else {
            console.error.note(ControlCharacterFilter.filter(MergeText.text(report, output: output, list: list)))
        }
        if report.isComplete == false { throw CommandFailure(nil, .someFailed) }
        if report.foreignLines > 0 { throw CommandFailure(nil, .badData) }
    }
}
