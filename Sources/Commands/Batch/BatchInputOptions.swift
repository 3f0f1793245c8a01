import ArgumentParser
import Batch
import Localization
import PromptTemplates
import Settings

/// The options that say what is read and what becomes of each line; the same for running and for checking.
struct BatchInputOptions: ParsableArguments {
    @Argument(help: "JSONL files; - is standard input.", completion: .file(extensions: ["jsonl"]))
    var inputs: [String]

    @OptionGroup var model: ModelOption

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Put each line's variables into this template, a saved one's name or a file.", valueName: "template"),
        completion: .stored(.templatesOrFiles))
    var template: String?

    @OptionGroup var parameters: ParameterOption

    /// The files beside the inputs, which no output may be.
    var files: [RunFile] {
        template.map { [RunFile(.other(localized("template")), (try? TemplateCommand.file(meant: $0)) ?? $0)] } ?? []
    }

    /// How lines become requests.
    ///
    /// - Throws: ``PromptTemplateError`` where the template cannot be read.
    func form() throws -> RequestBuilder {
        var form = RequestBuilder()
        form.message = { ErrorText.text($0).english }
        form.model = model.model
        form.parameters = Parameter.object(parameters.parameters)
        form.template = try template.map { try PromptTemplate(path: TemplateCommand.file(meant: $0)) }
        return form
    }
}
