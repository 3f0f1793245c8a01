import ArgumentParser
import Batch
import CloudComputeClient
import Files
import Localization
import Pricing
import PromptTemplates
import Settings
import Terminal

struct BatchRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "run",
        abstract: "Send every line of JSONL files and write the results as JSONL.",
        discussion: """
            A line is an OpenAI batch request, a bare request body, \
            {"prompt":…,"system":…}, or a JSON string; with -t it is an object of template \
            variables. Results go to OUT.jsonl and failures to OUT.errors.jsonl, both in \
            the form of the OpenAI batch output, as they come. Running the same command \
            again goes on where it was stopped: what is in OUT.jsonl is not sent again. \
            Results of requests that have changed move to OUT.superseded.jsonl and come \
            back when the same request is asked for again; where more than a tenth would \
            move, the run asks first, or needs --rerun-changed.

            Requests that fail with 408, 409, 425, 429, 5xx, a broken connection or a \
            broken stream are tried again, as late as the server asks; while the server \
            cannot be reached the run waits for it. Ctrl-C, SIGTERM, SIGUSR1 and SIGUSR2 \
            finish requests in flight, for as long as --drain says, and stop; Ctrl-C twice \
            stops at once. Exit code 75 says that lines remain and the same command goes \
            on with them, 1 that all were tried and some failed for good.

            With --shard a run does one share of the input and writes OUT.I-of-N.jsonl, so \
            that N runs, on as many machines as you like, do all of it; OUT.shards.json \
            holds them to the same N, rule and input. `cloudcompute batch merge` puts them \
            together.

            Examples:
              cloudcompute batch run prompts/short.jsonl -o answers.jsonl --sandbox
              cloudcompute batch run part-*.jsonl -o all.jsonl -m MODEL --concurrency auto
              cloudcompute batch run in.jsonl -o out.jsonl --rpm 600 --max-cost 5
              cloudcompute batch run in.jsonl -o out.jsonl --on instance:vllm
              cloudcompute batch run in.jsonl -o out.jsonl --stop-before 60s --requeue
              srun cloudcompute batch run in.jsonl -o out.jsonl --shard auto
              cloudcompute batch run in.jsonl -o pool/ --pool
              jq -r '.response.body.choices[0].message.content' answers.jsonl
            """)

    @OptionGroup var input: BatchInputOptions

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where results go; - is standard output.", valueName: "out.jsonl"),
        completion: .file())
    var output: String

    @Option(
        help: ArgumentHelp("Where failures go instead of OUT.errors.jsonl.", valueName: "file"), completion: .file())
    var errors: String?

    @Option(
        help: "What to do with lines that cannot be sent: fail (send nothing) or skip (record them).",
        completion: .list(["fail", "skip"]), transform: Self.badLines)
    var onBadLine = BatchRun.BadLines.fail

    @Flag(help: "Supersede results whose requests have changed without asking, however many they are.")
    var rerunChanged = false

    @Flag(help: "Stream replies, to measure time to first token and between tokens.")
    var stream = false

    @OptionGroup(title: "Pool") var pool: BatchPoolOptions

    @OptionGroup(title: "Pace and limits") var limits: BatchLimitOptions
    @OptionGroup(title: "Stopping and going on") var stop: BatchStopOptions
    @OptionGroup(title: "Shards") var shards: BatchShardOptions

    @Option(help: ArgumentHelp("Show progress as text or as a line of json each second.", valueName: "text|json"))
    var progress = ProgressForm.text

    @Flag(name: .shortAndLong, help: "No progress and no summary.")
    var quiet = false

    @OptionGroup var on: InstanceTargetOption
    @OptionGroup(title: "Global options") var global: GlobalOptions

    private static func badLines(_ text: String) throws -> BatchRun.BadLines {
        guard let choice = BatchRun.BadLines(rawValue: text) else {
            throw ValidationError(localized("--on-bad-line takes fail or skip, not \"\(text)\"."))
        }
        return choice
    }

    func validate() throws {
        guard pool.pool else { return }
        if shards.shard != nil {
            throw ValidationError(localized("--pool does not go with --shard: a pool has no ranks."))
        }
        if errors != nil {
            throw ValidationError(localized("--errors does not go with --pool; each part has its own."))
        }
        if rerunChanged { throw ValidationError(localized("--rerun-changed does not go with --pool.")) }
        if output == "-" { throw ValidationError(localized("With --pool, -o names a folder.")) }
    }

    func run() async throws {
        let job = try stop.jobToRequeue(ProcessEnvironment.atStart)
        let console = CommandContext.Console(global)
        let progress = BatchProgress()
        let signals = BatchSignals(drain: stop.drain.duration, progress, console)
        let status = StatusReporter(progress) { console.note(ErrorText.text($0)) }
        let telling = Task { await status.run() }
        let result = await signals.watching { try await send(progress, signals) }
        telling.cancel()
        await telling.value
        let conclusion = BatchConclusion(
            options: stop, job: job, display: ProgressDisplay(form: progressForm, console: console), progress: progress,
            signals: signals)
        do { try await conclusion.end(result) } catch {
            await status.end(exitCode: Int(ExitCode(error).rawValue))
            throw error
        }
        await status.end(exitCode: Int(ExitCode.done.rawValue))
    }

    private var progressForm: ProgressForm { quiet ? .none : progress }

    /// Sends the lines.
    private func send(_ progress: BatchProgress, _ signals: BatchSignals) async throws -> FinishedBatch {
        var form = try input.form()
        form.streams = stream
        let share = try shards.selection(of: output, in: ProcessEnvironment.atStart)
        var limits = try share.limits(limits.limits)
        limits.drain = stop.drain.duration
        let jobStop = try await stop.jobStop(ProcessEnvironment.atStart)
        let wanted = limits.concurrency.ceiling
        // At a pool's end each line is a chunk, with its claim, results and failures, and the one before it may not be closed yet.
        let room = OpenFileLimit.room(for: wanted, each: (global.sandbox ? 2 : 1) + (pool.pool ? 6 : 0))
        limits.concurrency = limits.concurrency.limited(to: room)
        let plain = BatchRun(
            inputs: input.inputs, output: share.file(output), errors: errors.map(share.file), form: form,
            limits: limits, badLines: onBadLine)
        let progressForm = progressForm
        return try await CommandContext.run(
            global, model: input.model.model, connections: room, timeouts: self.limits.timeouts,
            on: on
        ) { context in
            if let note = share.note { context.console.note(note) }
            if room < wanted, progressForm != .none {
                context.console.note(
                    localized(
                        "The system lets this program open only so many files that \(room) requests can be in flight at once; "
                            + "`ulimit -n` shows and sets the limit."))
            }
            var run = plain
            run.sharding = share.sharding
            run.pool = pool.options
            run.form = try await Self.withModels(run.form, run.inputs, context)
            run.otherFiles = input.files + share.files + Self.files(of: context.settings, keyFile: global.apiKeyFile)
            run.notify = { context.console.note(ShardText.text($0)) }
            run.approvesSuperseding = { [rerunChanged] in
                rerunChanged || SupersedingQuestion.isAnsweredYes($0, context.console)
            }
            run.limits.prices = try await Self.prices(context, withList: run.limits.maximumCost != nil)
            if let jobStop {
                if jobStop.isOver { context.console.note(jobStop.text) }
                run.limits.jobStop = jobStop.limit
            }
            let session = BatchSession(
                run: run, context: context, progress: progress, progressForm: progressForm)
            return try await session.run(signals)
        }
    }

    /// The form with ids in place of the names of models, and with the server's only model where lines need one and none is
    /// named.
    private static func withModels(
        _ form: RequestBuilder, _ inputs: [String], _ context: CommandContext
    ) async throws -> RequestBuilder {
        var form = form
        if let name = form.model {
            form.model = try await context.modelID(name, trustsWholeIDs: true)
            form.standardModel = form.model
            return form
        }
        if let name = form.template?.model {
            form.template?.model = try await context.modelID(name, trustsWholeIDs: true)
        }
        if let model = context.settings.model {
            form.standardModel =
                model.source == .sandbox
                ? model.content : try await context.modelID(model.content, trustsWholeIDs: true)
        } else if form.needsModel(for: inputs), let only = try await context.onlyModel() {
            context.console.note(localized("Model: \(only), the server's only one."))
            form.standardModel = only
        }
        return form
    }

    /// The files that the settings were read from.
    private static func files(of settings: Settings, keyFile: String?) -> [RunFile] {
        let keyFiles = [
            keyFile.map(HomeDirectory.expand), settings.folders.keyFile(ofProfile: settings.profile.content),
        ]
        return [RunFile(.other(localized("configuration")), settings.folders.configurationFile)]
            + keyFiles.compactMap { $0 }.map { RunFile(.other(localized("key file")), $0) }
            + settings.profileFiles.map { RunFile(.other(localized("file that the profile names")), $0) }
    }

    /// The profile's prices, and where a budget depends on it the server's list of them.
    private static func prices(_ context: CommandContext, withList: Bool) async throws -> PriceList {
        var prices = PriceList(profile: context.settings.prices)
        guard withList else { return prices }
        do {
            prices.server = PriceList.prices(
                of: try await context.models().models)
        } catch let error as CloudComputeError where error.code != .unauthorized && !prices.profile.isEmpty {
            context.console.note(
                localized("The server's prices are not known (\(error.sentence)); the profile's are used."))
        }
        return prices
    }
}
