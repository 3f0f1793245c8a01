import CloudComputeClient
import JSON
import PromptTemplates

extension RequestBuilder {
    /// The body for a line of variables.
    func fill(
        _ template: PromptTemplate, _ members: JSONObjectIndex, _ text: UnsafeBufferPointer<UInt8>
    ) throws(InputLineError) -> [UInt8] {
        var values: [String: String] = [:]
        for member in members.members where member.name != "custom_id" {
            // A value that is no string stands in the prompt as it stands in the file.
            let value = try? JSONValue(parsing: text[member.valueRange])
            values[member.name] = value?.string ?? String(decoding: text[member.valueRange], as: UTF8.self)
        }
        return try fill(template, values)
    }

    /// The body for the template's variables.
    func fill(_ template: PromptTemplate, _ values: [String: String]) throws(InputLineError) -> [UInt8] {
        let prompt: String
        let system: String?
        do throws(PromptTemplateError) {
            prompt = try template.fill(template.body, with: values)
            system = try template.system.map { text throws(PromptTemplateError) in
                try template.fill(text, with: values)
            }
        } catch {
            guard case .missingValues(let names) = error.reason else { throw InputLineError(.unknownForm) }
            throw InputLineError(.missingValues(names, template: template.path))
        }
        return try message(prompt, system: system)
    }

    /// The body for a prompt.
    func message(_ prompt: String, system: String?) throws(InputLineError) -> [UInt8] {
        let prompt = JSONValue.string(prompt).jsonBytes
        let system = system.map { JSONValue.string($0).jsonBytes }
        return try message(prompt, system: system)
    }

    /// The body for an object with a prompt, other fields of a request among it.
    func body(
        prompt: Range<Int>, _ members: JSONObjectIndex, _ text: UnsafeBufferPointer<UInt8>
    ) throws(InputLineError) -> [UInt8] {
        guard text[prompt.lowerBound] == UInt8(ascii: "\"") else {
            throw InputLineError(column: prompt.lowerBound + 1, .promptNotAString)
        }
        if let system = members["system"], text[system.lowerBound] != UInt8(ascii: "\"") {
            throw InputLineError(column: system.lowerBound + 1, .systemNotAString)
        }
        var fields: [RequestBody.Field] = []
        for member in members.members where !["prompt", "system", "custom_id"].contains(member.name) {
            guard RequestFields.standard.contains(member.name) else {
                throw InputLineError(column: member.range.lowerBound + 1, .unknownField(member.name))
            }
            fields.removeAll { $0.name == member.name }
            fields.append(RequestBody.Field(name: member.name, json: Array(text[member.valueRange])))
        }
        return try message(text[prompt], system: members["system"].map { text[$0] }, fields: fields)
    }

    /// The body for a prompt that is JSON text already, which it stays to the letter.
    ///
    /// - Parameter fields: What the line itself sets, which the run's own fields take the place of.
    func message(
        _ prompt: some Sequence<UInt8>, system: (some Sequence<UInt8>)?, fields: [RequestBody.Field] = []
    ) throws(InputLineError) -> [UInt8] {
        let named = model.map { JSONValue.string($0).jsonBytes } ?? fields.first { $0.name == "model" }?.json
        guard let model = named ?? (template?.model ?? standardModel).map({ JSONValue.string($0).jsonBytes }) else {
            throw InputLineError(.noModel)
        }
        var body: [UInt8] = []
        RequestBody.begin(&body, model: model, system: system, prompt: prompt)
        for field in self.fields(besides: fields) { RequestBody.append(field, to: &body) }
        body.append(UInt8(ascii: "}"))
        return body
    }

    /// The fields of a request beside its model and messages: the line's, the template's and the run's.
    private func fields(besides line: [RequestBody.Field]) -> [RequestBody.Field] {
        if line.isEmpty, template == nil, parameters.members.isEmpty { return [] }
        var fields = line.filter { $0.name != "model" }
        for member in templateFields.members + parameters.members {
            let json = member.value.jsonBytes
            if let index = fields.firstIndex(where: { $0.name == member.name }) {
                fields[index].json = json
            } else {
                fields.append(RequestBody.Field(name: member.name, json: json))
            }
        }
        return fields
    }
}
