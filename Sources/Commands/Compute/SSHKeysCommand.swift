import ArgumentParser
import CloudComputeClient
import Files
import Foundation
import JSON
import Localization
import Settings
import Terminal

struct SSHKeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssh-keys",
        abstract: "List, add and remove the SSH keys that instances let in.",
        discussion: """
            Examples:
              cloudcompute ssh-keys list
              cloudcompute ssh-keys add ~/.ssh/id_ed25519.pub --name laptop
              cloudcompute ssh-keys remove 16
            """,
        subcommands: [SSHKeysListCommand.self, SSHKeysAddCommand.self, SSHKeysRemoveCommand.self],
        defaultSubcommand: SSHKeysListCommand.self)
}

struct SSHKeysListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "list",
        abstract: "List your SSH keys.",
        discussion: """
            Examples:
              cloudcompute ssh-keys list
              cloudcompute ssh-keys list --json
            """)

    @Flag(help: "Print the server's own JSON.")
    var json = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        try await CommandContext.run(global) { [json] context in
            let list = try await context.sshKeys()
            let output = context.console.output
            if json { return try output.write(json: list.body + (list.body.last == 0x0A ? [] : [0x0A])) }
            guard !list.keys.isEmpty else { return context.console.note(localized("You have no SSH keys.")) }
            var table = TextTable([
                ("ID", .right), (localized("NAME"), .left), (localized("CREATED"), .left), (localized("KEY"), .left),
            ])
            for key in list.keys {
                table.add([String(key.id), key.name ?? "", key.createdAt ?? "", key.fingerprint ?? key.publicKey ?? ""])
            }
            try output.write(table.text(width: output.columns))
        }
    }
}

struct SSHKeysAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "add",
        abstract: "Add a public SSH key.",
        discussion: """
            Without a file it asks which of ~/.ssh/*.pub to add. A private key is refused \
            before anything is sent.

            Examples:
              cloudcompute ssh-keys add
              cloudcompute ssh-keys add ~/.ssh/id_ed25519.pub --name laptop
            """)

    @Argument(help: "The file of the public key.", completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("The key's name; its comment without one.", valueName: "name"))
    var name: String?

    @Flag(help: "Print the server's own JSON.")
    var json = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let console = CommandContext.Console(global)
        let path = if let file { file } else { try await Self.ask(console) }
        let bytes = try ArgumentFile.bytes(HomeDirectory.expand(path), as: Message("The key"))
        guard let text = String(validating: bytes.prefix(65_536), as: UTF8.self) else {
            throw CommandFailure(localized("\(path) is not an SSH public key: it is not text."), .badData)
        }
        let key: SSHPublicKey
        do { key = try SSHPublicKey(text) } catch {
            throw CommandFailure("\(path): \(error.sentence)", .badData)
        }
        let stem = NSString(string: NSString(string: path).lastPathComponent).deletingPathExtension
        let name = name ?? (key.comment.isEmpty ? stem : key.comment)
        try await CommandContext.run(global) { [json] context in
            let added = try await context.waiting { try await $0.addSSHKey(key, name: name) }
            if json { return try context.console.output.write(json: added.json.jsonBytes + [0x0A]) }
            try context.console.output.write("\(added.id)\n")
            context.console.note(localized("The key \"\(added.name ?? name)\" is added."))
        }
    }

    /// Asks which of the usual keys to add.
    private static func ask(_ console: CommandContext.Console) async throws -> String {
        let folder = HomeDirectory.expand("~/.ssh")
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix(".pub") }.sorted()
        guard !names.isEmpty else {
            throw CommandFailure(
                localized("There is no public key in \(folder); name a file, or make one with ssh-keygen."),
                .missingInput)
        }
        guard StandardInput.isTerminal else {
            throw CommandFailure(
                localized("Name the file of the public key, for example \(folder)/\(names[0])."), .usage)
        }
        for (index, name) in names.enumerated() {
            console.note("\(index + 1). \(folder)/\(name)")
        }
        let question =
            names.count == 1
            ? localized("Add it? \(Confirmation.yesOrNo) ") : localized("Which one? [1-\(names.count)] ")
        let answer = try await Confirmation.answer(to: question, console)
            .trimmingCharacters(in: .whitespaces).lowercased()
        if names.count == 1, Confirmation.isYes(answer) { return "\(folder)/\(names[0])" }
        guard let number = Int(answer), (1...names.count).contains(number) else {
            throw CommandFailure(localized("Nothing was added."), .declined)
        }
        return "\(folder)/\(names[number - 1])"
    }
}

struct SSHKeysRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "remove",
        abstract: "Remove an SSH key.",
        discussion: """
            Instances that run already keep the key.

            Example:
              cloudcompute ssh-keys remove 16
            """)

    @Argument(help: "The key's id or name.", completion: .stored(.sshKeys))
    var key: String

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        try await CommandContext.run(global) { [key] context in
            let keys = try await context.sshKeys().keys
            let fitting = keys.filter { String($0.id) == key || $0.name == key }
            guard let found = fitting.first(where: { String($0.id) == key }) ?? fitting.first else {
                throw CommandFailure(
                    localized("There is no SSH key \"\(key)\"; `cloudcompute ssh-keys list` shows them."), .missingInput
                )
            }
            guard fitting.count == 1 || String(found.id) == key else {
                let ids = fitting.map { String($0.id) }.joined(separator: ", ")
                throw CommandFailure(
                    localized("Several keys are named \"\(key)\": \(ids). Name one by its id."), .usage)
            }
            try await context.waiting { try await $0.removeSSHKey(found.id) }
            context.console.note(localized("The key \"\(found.name ?? key)\" is removed."))
        }
    }
}
