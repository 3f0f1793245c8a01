import ArgumentParser
import CloudComputeClient
import JSON
import Localization

/// A request field from the command line: `-p temperature=0.2`.
struct Parameter: ExpressibleByArgument, Sendable {
    var name: String
    var value: JSONValue

    /// Reads `name=value`; a value that is JSON goes out as such, any other as a string.
    init?(argument: String) {
        guard let split = argument.firstIndex(of: "="), split > argument.startIndex else { return nil }
        name = String(argument[..<split])
        let text = String(argument[argument.index(after: split)...])
        value = (try? JSONValue(parsing: text)) ?? .string(text)
    }

    /// The fields as an object; of one name the last counts.
    static func object(_ parameters: [Parameter]) -> JSONObject {
        var object = JSONObject()
        for parameter in parameters { object[parameter.name] = parameter.value }
        return object
    }
}

/// The option by which a command takes request fields.
struct ParameterOption: ParsableArguments {
    @Option(
        name: [.customShort("p"), .customLong("parameter")],
        help: ArgumentHelp(
            "Set a field of the request, for example temperature=0.2; repeatable.", valueName: "name=value"),
        completion: .stored(.parameters))
    var parameters: [Parameter] = []

    func validate() throws {
        for parameter in parameters where ["messages", "stream", "model"].contains(parameter.name) {
            throw ValidationError(
                parameter.name == "model"
                    ? localized("-p \(parameter.name)=… cannot be set: the program sets it; use -m MODEL.")
                    : localized("-p \(parameter.name)=… cannot be set: the program sets it."))
        }
    }
}

/// The options by which a command takes a prompt template.
struct TemplateOption: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Put the prompt into this template, a saved one's name or a file.", valueName: "template"),
        completion: .stored(.templatesOrFiles))
    var template: String?

    @Option(
        name: .customLong("var"),
        help: ArgumentHelp("A value for a variable of the template; repeatable.", valueName: "name=value"),
        completion: .stored(.templateVariables))
    var variables: [TemplateVariable] = []

    func validate() throws {
        if template == nil, !variables.isEmpty {
            throw ValidationError(localized("--var needs a template; name one with -t FILE."))
        }
    }
}

/// A value for a template's variable: `--var language=English`.
struct TemplateVariable: ExpressibleByArgument, Sendable {
    var name: String
    var value: String

    init?(argument: String) {
        guard let split = argument.firstIndex(of: "="), split > argument.startIndex else { return nil }
        name = String(argument[..<split])
        value = String(argument[argument.index(after: split)...])
    }
}
