import ArgumentParser
import CloudComputeClient
import Localization
import Terminal

struct InstancesUpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
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
        if name == nil, label == nil {
            throw ValidationError(localized("Give the new --name, the new --label, or both."))
        }
    }

    func run() async throws {
        try await CommandContext.run(global) { [instance, name, label, format] context in
            let id = try await instance.find(context).id
            _ = try await context.waiting { try await $0.renameInstance(id, name: name, label: label) }
            if format.json {
                let updated = try await context.waiting { try await $0.instance(id) }
                return try context.console.output.write(json: Array(format.text(updated).utf8))
            }
            switch (name, label) {
            case (let name?, let label?):
                context.console.note(
                    localized("Instance \(id) now has the name \"\(name)\" and the label \"\(label)\"."))
            case (let name?, nil): context.console.note(localized("Instance \(id) now has the name \"\(name)\"."))
            case (nil, let label?): context.console.note(localized("Instance \(id) now has the label \"\(label)\"."))
            case (nil, nil): break
            }
        }
    }
}

struct InstancesRenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
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
            context.console.note(localized("Instance \(instance.id) is now \"\(name)\"."))
        }
    }
}
