import ArgumentParser
import CloudComputeClient
import Terminal

struct InstancesUpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change an instance's name or label.",
        discussion: """
            What is not given stays as it is. --json prints the instance as it is then.

            Examples:
              cloudcompute instances update 564 --name vllm
              cloudcompute instances update vllm --label "night run"
              cloudcompute instances update vllm --name prod --json | jq .name
            """)

    @OptionGroup var instance: InstanceArgument

    @Option(help: ArgumentHelp("The new name.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("The new label.", valueName: "label"))
    var label: String?

    @OptionGroup var format: InstanceJSONOptions

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if name == nil, label == nil { throw ValidationError("Give the new --name, the new --label, or both.") }
    }

    func run() async throws {
        try await CommandContext.run(global) { [instance, name, label, format] context in
            let id = try await instance.find(context).id
            _ = try await context.waiting { try await $0.renameInstance(id, name: name, label: label) }
            if format.json {
                let updated = try await context.waiting { try await $0.instance(id) }
                return try context.console.output.write(json: Array(format.text(updated).utf8))
            }
            let changes = [name.map { "name \"\($0)\"" }, label.map { "label \"\($0)\"" }].compactMap(\.self)
            context.console.note("Instance \(id) now has the \(changes.joined(separator: " and the ")).")
        }
    }
}

struct InstancesRenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give an instance another name.",
        discussion: """
            Example:
              cloudcompute instances rename 564 vllm
            """)

    @OptionGroup var instance: InstanceArgument

    @Argument(help: "The new name.")
    var name: String

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        try await CommandContext.run(global) { [instance, name] context in
            let instance = try await instance.find(context)
            _ = try await context.waiting { try await $0.renameInstance(instance.id, name: name, label: nil) }
            context.console.note("Instance \(instance.id) is now \"\(name)\".")
        }
    }
}
