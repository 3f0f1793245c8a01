import ArgumentParser
import CloudComputeClient
import Instances
import Localization
import Terminal

struct InstancesTunnelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "tunnel",
        abstract: "Reach the model on an instance through a port of this machine.",
        discussion: """
            It waits until the model answers, prints the base URL and keeps the tunnel \
            open until Ctrl-C. `chat --on` and `batch run --on` open such a tunnel by \
            themselves.

            Examples:
              cloudcompute instances tunnel vllm --port 8000
              cloudcompute models --base-url http://127.0.0.1:8000/v1
            """)

    @OptionGroup var instance: InstanceArgument

    @Option(help: ArgumentHelp("The model's port on the instance.", valueName: "number"))
    var port = 8000

    @Option(help: ArgumentHelp("The port here; a free one without it.", valueName: "number"))
    var localPort: Int?

    @Option(help: ArgumentHelp("The path of the API.", valueName: "path"))
    var path = "/v1"

    @Option(help: ArgumentHelp("How long to wait for the model to answer.", valueName: "time"))
    var timeout = TimeArgument<Seconds>(.seconds(300))

    @OptionGroup var modelKey: ModelKeyOption
    @OptionGroup var ssh: SSHOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        for (name, port) in [("--port", port), ("--local-port", localPort ?? 1)] where !(1...65_535).contains(port) {
            throw ValidationError(localized("\(name) takes a number from 1 to 65535, not \(port)."))
        }
        if !path.hasPrefix("/") { throw ValidationError(localized("--path begins with a slash, unlike \"\(path)\".")) }
    }

    func run() async throws {
        let (port, path, wanted, patience) = (port, path, localPort, timeout.duration)
        try await CommandContext.run(global) { [instance, modelKey, ssh] context in
            let instance = try await instance.find(context)
            let key = try modelKey.key(for: instance)
            let place = TunnelPlace(instance: instance.id, port: port)
            let commandLine = try ssh.commandLine(instance)
            try await SignalWatch.interruptible {
                try await place.explaining {
                    context.console.note(
                        localized("Opening a tunnel to instance \(instance.id), \"\(instance.displayName)\" …"))
                    let deadline = ContinuousClock.now + patience
                    let (tunnel, local) = try await Self.open(commandLine, port, wanted, patience)
                    defer { tunnel.close() }
                    try await tunnel.waitForModel(
                        at: try BaseURL("http://127.0.0.1:\(port)\(path)"), key: key,
                        patience: deadline - ContinuousClock.now
                    ) { context.console.note(place.waitingForModel) }
                    try context.console.output.write("\(try BaseURL("http://127.0.0.1:\(local)\(path)"))\n")
                    context.console.note(localized("The tunnel is open; Ctrl-C closes it."))
                    throw TunnelError.ended(try await tunnel.waitForEnd())
                }
            }
        }
    }

    /// Another program may take the free port before ssh does.
    private static let attemptsAtFreePorts = 3

    /// Opens the tunnel with the port of this machine that is wanted, or with a free one.
    private static func open(
        _ ssh: SSHCommandLine, _ port: Int, _ wanted: Int?, _ patience: Duration
    ) async throws -> (Tunnel, localPort: Int) {
        var attempts = wanted == nil ? attemptsAtFreePorts : 1
        while true {
            let local = try FreePort.find(wanted)
            do {
                let route = Tunnel.Route(ssh: ssh, port: port, localPort: local)
                return (try await Tunnel.open(route, patience: patience), local)
            } catch TunnelError.portTaken where attempts > 1 {
                attempts -= 1
            }
        }
    }
}
