import ArgumentParser
import CloudComputeClient
import TerminalUI

struct InstancesTunnelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tunnel",
        abstract: "Reach the model on an instance through a port of this machine.",
        discussion: """
            It waits until the model answers, prints the base URL and keeps the tunnel open
            until Ctrl-C. `chat --on` and `batch run --on` open such a tunnel by themselves.

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

    @Option(help: ArgumentHelp("Wait so long for the model to answer.", valueName: "time"))
    var timeout = TimeArgument<Seconds>(.seconds(300))

    @OptionGroup var modelKey: ModelKeyOption
    @OptionGroup var ssh: SSHOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        for (name, port) in [("--port", port), ("--local-port", localPort ?? 1)] where !(1...65_535).contains(port) {
            throw ValidationError("\(name) takes a number from 1 to 65535, not \(port).")
        }
        if !path.hasPrefix("/") { throw ValidationError("--path begins with a slash, unlike \"\(path)\".") }
    }

    func run() async throws {
        let target = Tunnel.Target(port: port, path: path, localPort: localPort)
        let patience = timeout.duration
        try await Session.run(global) { [instance, modelKey, ssh] session in
            let instance = try await instance.find(session)
            let key = try modelKey.key(for: instance)
            try await SignalWatch.interruptible {
                let tunnel = try await Tunnel.open(
                    to: instance, target, ssh, key: key, patience: patience)
                defer { tunnel.close() }
                try session.console.output.write("\(tunnel.baseURL)\n")
                session.console.note("The tunnel is open; Ctrl-C closes it.")
                try await tunnel.waitForEnd()
            }
        }
    }
}
