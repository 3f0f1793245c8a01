import ArgumentParser
import Files
import Foundation
import JSON
import Localization
import PromptTemplates
import SystemPackage

struct TemplateSaveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "save",
        abstract: "Save a prompt under a name.",
        discussion: """
            The prompt may have variables, {{input}} among them, which stands for what is \
            asked. Without words it is read from standard input; a template file that is \
            piped in keeps what its front matter says.

            Examples:
              cloudcompute template save fix -s "You fix code." "Fix this: {{input}}"
              cloudcompute template save brief -s "Answer in a sentence." -p temperature=0
              cloudcompute template save translate < prompts/translate.md
            """)

    @Argument(help: "The template's name.", transform: { TemplateFolder.name($0) })
    var name: String

    @Argument(help: "The prompt; its words are joined by spaces.")
    var prompt: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("The system prompt.", valueName: "text"))
    var system: String?

    @OptionGroup var model: ModelOption
    @OptionGroup var parameters: ParameterOption

    @Flag(help: "Replace the template that has the name.")
    var force = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func validate() throws {
        guard TemplateFolder.isName(name) else {
            throw ValidationError(
                localized(
                    "\(name) cannot be a template's name; take letters, digits, '-', '_' and '.', a letter or digit first."
                ))
        }
    }

    func run() async throws {
        let console = CommandContext.Console(global)
        let words = prompt.joined(separator: " ")
        let wantsInput = words.isEmpty && (system == nil || !StandardInput.isTerminal)
        let text = wantsInput ? try StandardInput.text(console) ?? "" : words
        let folder = try TemplateCommand.folder()
        let file = folder.file(of: name)
        guard !text.isEmpty || system != nil else {
            throw CommandFailure(
                localized("There is nothing to save: give a prompt or -s TEXT, or pipe a template in."), .usage)
        }
        var template = PromptTemplate(path: file, body: "")
        if !text.allSatisfy(\.isWhitespace) { template = try PromptTemplate(text: text, path: file) }
        if let system { template.system = system }
        if let model = model.model { template.model = model }
        for parameter in parameters.parameters {
            template.parameters.removeAll { $0.name == parameter.name }
            template.parameters.append(PromptTemplate.Parameter(name: parameter.name, json: parameter.value.jsonText))
        }
        let content = template.fileText
        // What is saved can be read again.
        _ = try PromptTemplate(text: content, path: file)
        try write(content, to: file, in: folder)
        console.note(localized("Saved as \(file); -t \(name) uses it."))
    }

    private func write(_ content: String, to file: String, in folder: TemplateFolder) throws {
        do throws(FileError) {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch { throw FileError(path: folder.path, .permissionDenied) }
            let draft = try FileDraft(replacing: file)
            if let failure = draft.descriptor.writeWhole(Array(content.utf8)).failure {
                draft.discard()
                throw FileError(path: file, failure)
            }
            if force { try draft.commit() } else { try draft.commitAsNew() }
            try? draft.descriptor.close()
        } catch {
            if case .system(.fileExists) = error.cause {
                throw CommandFailure(localized("There is a template \(name) already; --force replaces it."), .usage)
            }
            throw CommandFailure(localized("\(error.path) cannot be written: \(error.reason)."), .inputOutput)
        }
    }
}
