import ArgumentParser
import CloudComputeClient
import Instances
import Localization
import Terminal

struct InstancesWaitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "wait",
        abstract: "Wait until an instance runs.",
        discussion: """
            It looks every 10 to 30 seconds and reports each change. Ends with exit code 0 \
            once the instance runs and prints its SSH address, 69 where it never will, 75 \
            where the time is up.

            Examples:
              cloudcompute instances wait 564
              cloudcompute instances wait vllm --timeout 30m --notify && echo ready
            """)

    @OptionGroup var instance: InstanceArgument

    @Option(help: ArgumentHelp("Wait no longer than this.", valueName: "time"))
    var timeout = TimeArgument<Seconds>(.seconds(1800))

    @Flag(help: "Ring the terminal's bell at the end.")
    var notify = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let (timeout, notify) = (timeout.duration, notify)
        // A look that stalls must not outlast the wait.
        let look = min(max(timeout, .seconds(1)), .seconds(30))
        try await CommandContext.run(global, timeouts: CommandContext.Timeouts(idle: look, request: look)) {
            [instance] context in
            defer { if notify { try? context.console.error.write("\u{7}") } }
            let clock = ContinuousClock()
            let start = clock.now
            let running = try await SignalWatch.interruptible {
                let id = try await instance.find(context).id
                let wait = InstanceWait(
                    timeout: timeout, now: { clock.now - start },
                    look: { limit in try await within(limit) { try await context.client.instance(id) } },
                    pause: { try await clock.sleep(for: $0) },
                    tell: { id, state in
                        context.console.note(localized("Instance \(id): \(ControlCharacterFilter.filterLine(state))"))
                    })
                return try await wait.run()
            }
            let address = running.sshEndpoint.map(InstanceTable.address)
            try context.console.output.write((address ?? "running") + "\n")
        }
    }
}
