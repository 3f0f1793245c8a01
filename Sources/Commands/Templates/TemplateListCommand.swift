import ArgumentParser
import Files
import JSON
import Localization
import PromptTemplates
import Terminal

struct TemplateListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "list",
        abstract: "List the saved templates.",
        discussion: """
            Examples:
              cloudcompute template list
              cloudcompute template list --json | jq -r '.[].path'
            """)

    @Flag(help: "Print a JSON array.")
    var json = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let console = CommandContext.Console(global)
        let folder = try TemplateCommand.folder()
        let names: [String]
        do throws(FileError) { names = try folder.names() } catch {
            throw CommandFailure(localized("\(error.path) cannot be read: \(error.reason)."), .missingInput)
        }
        let templates = names.map { name in
            (name, Result { try PromptTemplate(path: folder.file(of: name)) })
        }
        if json {
            let objects = templates.map { name, result in Self.json(name, result, folder) }
            return try console.output.write(json: JSONValue.array(objects).jsonBytes + [0x0A])
        }
        if templates.isEmpty {
            return console.note(localized("No template is saved; cloudcompute template save NAME saves one."))
        }
        var table = TextTable([
            (localized("NAME"), .left), (localized("MODEL"), .left), (localized("VARIABLES"), .left),
            (localized("PROMPT"), .left),
        ])
        for (name, result) in templates {
            switch result {
            case .success(let template):
                let prompt = template.body.isEmpty ? template.system ?? "" : template.body
                let line = prompt.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
                table.add([name, template.model ?? "", template.variables.joined(separator: ", "), line])
            case .failure(let error): table.add([name, "", "", "(\(ErrorText().sentence(error) ?? ""))"])
            }
        }
        try console.output.write(table.text(width: console.output.isTerminal ? console.output.columns : nil))
    }

    private static func json(
        _ name: String, _ result: Result<PromptTemplate, any Error>, _ folder: TemplateFolder
    ) -> JSONValue {
        var object: JSONObject = ["name": .string(name), "path": .string(folder.file(of: name))]
        switch result {
        case .success(let template):
            object["model"] = template.model.map { .string($0) } ?? .null
            object["system"] = template.system.map { .string($0) } ?? .null
            object["variables"] = .array(template.variables.map { .string($0) })
            object["body"] = .string(template.body)
        case .failure(let error): object["error"] = .string(ErrorText().english(error) ?? "")
        }
        return .object(object)
    }
}
