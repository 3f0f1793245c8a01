import ArgumentParser
import CloudComputeClient
import Localization
import Terminal

struct InstancesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "instances",
        abstract: "Rent GPUs, look after them, and reach the models on them.",
        discussion: """
            Examples:
              cloudcompute instances create --cheapest --min-vram 24 --name vllm
              cloudcompute instances wait vllm --notify
              cloudcompute instances ssh vllm -- nvidia-smi
              cloudcompute instances tunnel vllm --port 8000
              cloudcompute chat --on instance:vllm
              cloudcompute instances destroy vllm
            """,
        subcommands: [
            InstancesListCommand.self, InstancesShowCommand.self, InstancesCreateCommand.self,
            InstancesUpdateCommand.self, InstancesRenameCommand.self, InstancesDestroyCommand.self,
            InstancesWaitCommand.self,
            InstancesSSHCommand.self, InstancesTunnelCommand.self,
        ],
        defaultSubcommand: InstancesListCommand.self)
}

/// The argument by which a command takes an instance.
struct InstanceArgument: ParsableArguments {
    @Argument(help: "The instance's id or name.", completion: .stored(.instances))
    var instance: String

    /// Finds the instance: a number is an id, anything else a name.
    ///
    /// - Throws: ``CommandFailure`` where none or several fit.
    func find(_ context: CommandContext) async throws -> Instance { try await Self.find(instance, context) }

    static func find(_ text: String, _ context: CommandContext) async throws -> Instance {
        if let id = Int(text) { return try await context.waiting { try await $0.instance(id) } }
        let fitting = try await context.instances().instances
            .filter { $0.name == text || $0.label == text }
        guard let instance = fitting.first else {
            throw CommandFailure(
                localized("There is no instance \"\(text)\"; `cloudcompute instances list` shows them."), .missingInput)
        }
        guard fitting.count == 1 else {
            let ids = fitting.map { String($0.id) }.joined(separator: ", ")
            throw CommandFailure(
                localized("Several instances are named \"\(text)\": \(ids). Name one by its id."), .usage)
        }
        return instance
    }
}

struct InstancesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "list",
        abstract: "List your instances.",
        discussion: """
            Examples:
              cloudcompute instances list
              cloudcompute instances list --json | jq '.data[].id'
            """)

    @OptionGroup var format: InstanceJSONOptions

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        try await CommandContext.run(global) { [format] context in
            let list = try await context.instances()
            let output = context.console.output
            if !list.isComplete {
                context.console.note(localized("The list is incomplete; this is only its beginning."))
            }
            if format.json { return try output.write(json: Array(format.bytes(list))) }
            guard !list.instances.isEmpty else { return context.console.note(localized("You have no instances.")) }
            try output.write(InstanceTable.text(list.instances, width: output.columns))
        }
    }
}

struct InstancesShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "show",
        abstract: "Show an instance.",
        discussion: """
            Examples:
              cloudcompute instances show 564
              cloudcompute instances show vllm --json
            """)

    @OptionGroup var instance: InstanceArgument

    @OptionGroup var format: InstanceJSONOptions

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        try await CommandContext.run(global) { [instance, format] context in
            let instance = try await instance.find(context)
            let output = context.console.output
            if format.json { return try output.write(json: Array(format.text(instance).utf8)) }
            try output.write(InstanceTable.details(instance))
        }
    }
}

struct InstancesDestroyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "destroy",
        abstract: "Destroy an instance with everything on it.",
        discussion: """
            On a terminal it asks before; without one it needs --yes.

            Examples:
              cloudcompute instances destroy 564
              cloudcompute instances destroy vllm --yes
            """)

    @OptionGroup var instance: InstanceArgument

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        try await CommandContext.run(global) { [instance, yes] context in
            let instance = try await instance.find(context)
            let name = localized(
                "instance \(instance.id), \"\(ControlCharacterFilter.filterLine(instance.displayName))\"")
            if !yes {
                let question = localized("Destroy \(name), with everything on it?")
                guard try await Confirmation.asks(question, context.console) else {
                    throw CommandFailure(localized("Nothing was destroyed."), .declined)
                }
            }
            try await context.waiting { try await $0.destroyInstance(instance.id) }
            context.console.note(localized("Destroyed \(name)."))
        }
    }
}
