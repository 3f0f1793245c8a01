import ArgumentParser
import PromptTemplates
import Terminal

struct TemplateShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "show",
        abstract: "Print a template's file.",
        discussion: """
            Examples:
              cloudcompute template show fix
              cloudcompute template show fix > fix.md
            """)

    @Argument(help: "The template's name, or a path.", completion: .stored(.templatesOrFiles))
    var name: String

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let bytes = try PromptTemplate.bytes(ofFile: try TemplateCommand.file(meant: name))
        let output = CommandContext.Console(global).output
        guard output.isTerminal else { return try output.write(bytes) }
        try output.write(ControlCharacterFilter.filter(String(decoding: bytes, as: UTF8.self)))
    }
}
