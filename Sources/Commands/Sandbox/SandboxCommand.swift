import ArgumentParser
import Foundation
import Localization
import Logging
import Sandbox
import Terminal

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "sandbox",
        abstract: "Serve the API on 127.0.0.1, with made-up replies and faults on demand.",
        discussion: """
            Prints its base URL on standard output once it takes requests, and serves \
            until Ctrl-C. The API key is \(Sandbox.apiKey). A share is a number from 0 to \
            1, or a percentage. A line `call NAME ARGUMENTS` of a message has the model \
            call that tool where the request offers tools; after `then` stands the next \
            reply.

            Examples:
              cloudcompute sandbox --port 8080
              cloudcompute sandbox --latency 200ms --token-rate 50
              cloudcompute sandbox --error-rate 20% --rate-limit 100/s --cut-stream 5%
              cloudcompute sandbox --state sandbox.db --balance 5 --ssh 127.0.0.1:2222
            """)

    @Option(help: "Port; 0 picks a free one.")
    var port = 0

    @Option(
        help: ArgumentHelp("Delay before the first token: 250 (milliseconds), 250ms, 1.5s.", valueName: "time"))
    var latency = TimeArgument<Milliseconds>(.zero)

    @Option(help: ArgumentHelp("Completion tokens per second; 0 means as fast as it goes.", valueName: "number"))
    var tokenRate = DecimalArgument(0)

    @Option(help: ArgumentHelp("The share of requests that fail with 500, 502 or 503.", valueName: "share"))
    var errorRate = ShareArgument(0)

    @Option(
        help: ArgumentHelp(
            "Requests served per second, or with /m per minute; the rest get 429.", valueName: "number[/s|/m]"))
    var rateLimit: RateLimitArgument?

    @Option(
        defaultAsFlag: ShareArgument(1),
        help: ArgumentHelp(
            "The share of streamed replies that are cut off.", valueName: "share"))
    var cutStream: ShareArgument?

    @Option(
        defaultAsFlag: ShareArgument(1),
        help: ArgumentHelp(
            "The share of chat requests that are never answered.", valueName: "share"))
    var stall: ShareArgument?

    @Option(help: "Random seed for faults; the same seed fails the same requests.")
    var seed: UInt64 = 0

    @Option(
        help: ArgumentHelp(
            "Keep instances, SSH keys and balance in a file; they are forgotten where none is given.",
            valueName: "file"),
        completion: .file())
    var state: String?

    @Option(
        help: ArgumentHelp(
            "The pretend balance to begin with, which instances are paid from; a state file keeps its own.",
            valueName: "number"))
    var balance = DecimalArgument(100)

    @Option(help: ArgumentHelp("The time from an order to a running instance: 8s, 250ms, 2m.", valueName: "time"))
    var bootTime = TimeArgument<Seconds>(.seconds(8))

    @Option(help: ArgumentHelp("Where the SSH port of every running instance leads.", valueName: "host:port"))
    var ssh = EndpointArgument(ComputeOptions().sshEndpoint)

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError(localized("--port \(port) is not a valid port; use 0 to 65535."))
        }
        let (tokenRate, balance) = (tokenRate.number, balance.number)
        guard tokenRate == 0 || (0.001...1_000_000_000).contains(tokenRate) else {
            throw ValidationError(
                localized("--token-rate takes 0, or a number from 0.001 to 1000000000, not \(tokenRate)."))
        }
        guard (0...1_000_000_000).contains(balance) else {
            throw ValidationError(localized("--balance takes a number from 0 to 1000000000, not \(balance)."))
        }
    }

    func run() async throws {
        var faults = SandboxFaults()
        faults.latency = latency.duration
        faults.tokenRate = tokenRate.number > 0 ? tokenRate.number : nil
        faults.errorRate = errorRate.share
        faults.rateLimit = rateLimit?.limit
        faults.cutStream = cutStream?.share ?? 0
        faults.stall = stall?.share ?? 0
        faults.seed = seed
        let compute = ComputeOptions(
            balance: balance.number, bootTime: bootTime.duration, sshEndpoint: ssh.endpoint, statePath: state)
        let sandbox = Sandbox(
            faults: faults, port: port, compute: compute, logger: CommandContext.logger(global, "sandbox"))
        let console = CommandContext.Console(global)
        let signals = SignalWatch.signals([SignalWatch.interrupt, SignalWatch.terminate])
        let address: String
        do {
            address = try await sandbox.launch()
        } catch let error as SandboxStateError {
            throw error
        } catch {
            throw CommandFailure(
                localized(
                    "The sandbox cannot listen on port \(port); another program may have it. --port 0 picks a free one."
                ),
                .unavailable)
        }
        console.note(localized("Sandbox of the CloudCompute API. Its key is \(Sandbox.apiKey). Ctrl-C ends it."))
        try console.output.write(address + "\n")
        for await signal in signals {
            throw Interrupted(signal: signal)
        }
    }
}
