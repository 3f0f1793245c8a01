import CloudComputeClient
import JSON
import PromptTemplates
import REPL
import Settings

/// What `-s`, `-t`, `--var` and `-p` make of a prompt, the same for `ask` and `chat`.
struct PromptSetup: Sendable {
    let template: PromptTemplate?
    let system: String?
    let parameters: JSONObject
    private let variables: [String: String]

    /// Reads the template.
    ///
    /// - Throws: ``PromptTemplateError`` where it cannot be read or a variable of its system prompt has no value.
    init(system: String?, template option: TemplateOption, parameters: ParameterOption) throws {
        let template = try option.template.map { try PromptTemplate(path: TemplateCommand.file(meant: $0)) }
        try self.init(
            system: system, template: template,
            variables: Dictionary(option.variables.map { ($0.name, $0.value) }) { $1 },
            parameters: Parameter.object(parameters.parameters))
    }

    /// Fills in a template's system prompt.
    ///
    /// - Throws: As ``init(system:template:parameters:)`` does.
    init(
        system: String? = nil, template: PromptTemplate?, variables: [String: String], parameters own: JSONObject = [:]
    ) throws {
        self.template = template
        self.variables = variables
        var parameters = JSONObject()
        for parameter in template?.parameters ?? [] {
            parameters[parameter.name] = try? JSONValue(parsing: parameter.json)
        }
        for member in own.members { parameters[member.name] = member.value }
        self.parameters = parameters
        if let system {
            self.system = system
        } else if let template, let text = template.system {
            self.system = try template.fill(text, with: variables)
        } else {
            self.system = nil
        }
    }

    /// Puts what the user said into the template, as `{{input}}`; behind the body where that has no such place.
    ///
    /// - Throws: ``PromptTemplateError`` that names the variables without a value.
    func message(_ text: String) throws(PromptTemplateError) -> String {
        guard let template, !template.body.isEmpty else { return text }
        var values = variables
        values["input"] = text
        let filled = try template.fill(template.body, with: values)
        return template.variables.contains("input") || text.isEmpty ? filled : "\(filled)\n\n\(text)"
    }

    /// The template as the chat uses it; `nil` where there is none.
    var applied: AppliedTemplate? {
        template.map { template in
            AppliedTemplate(
                name: template.path, system: system, parameters: parameters, model: template.model,
                prepare: { try message($0) })
        }
    }
}
