import CloudComputeClient
import Settings

extension RequestForm {
    /// The body for a line of variables.
    func fill(
        _ template: PromptTemplate, _ members: JSONMembers, _ text: UnsafeBufferPointer<UInt8>
    ) throws(LineDefect) -> [UInt8] {
        var values: [String: String] = [:]
        for member in members.members where member.name != "custom_id" {
            // A value that is no string stands in the prompt as it stands in the file.
            let value = try? JSONValue(parsing: text[member.valueRange])
            values[member.name] = value?.string ?? String(decoding: text[member.valueRange], as: UTF8.self)
        }
        return try fill(template, values)
    }

    /// The body for the template's variables.
    func fill(_ template: PromptTemplate, _ values: [String: String]) throws(LineDefect) -> [UInt8] {
        do {
            let prompt = try template.fill(template.body, with: values)
            let system = try template.system.map { text throws(SettingsError) in try template.fill(text, with: values) }
            return try message(prompt, system: system)
        } catch let error as SettingsError {
            throw LineDefect(column: 1, reason: "does not fit: \(error.description)")
        } catch let defect as LineDefect {
            throw defect
        } catch {
            throw LineDefect(column: 1, reason: "does not fit the template \(template.path)")
        }
    }

    /// The body for a prompt.
    func message(_ prompt: String, system: String?) throws(LineDefect) -> [UInt8] {
        let prompt = JSONValue.string(prompt).jsonBytes
        let system = system.map { JSONValue.string($0).jsonBytes }
        return try message(prompt, system: system)
    }

    /// The body for a prompt that is JSON text already, which it stays to the letter.
    func message(
        _ prompt: some Sequence<UInt8>, system: (some Sequence<UInt8>)?
    ) throws(LineDefect) -> [UInt8] {
        guard let model = model ?? template?.model ?? standardModel else {
            throw LineDefect(column: 1, reason: "names no model; name one for all lines with -m MODEL")
        }
        var body: [UInt8] = []
        body.append(contentsOf: "{\"model\":".utf8)
        JSONValue.write(model, to: &body)
        body.append(contentsOf: ",\"messages\":[".utf8)
        if let system {
            body.append(contentsOf: "{\"role\":\"system\",\"content\":".utf8)
            body.append(contentsOf: system)
            body.append(contentsOf: "},".utf8)
        }
        body.append(contentsOf: "{\"role\":\"user\",\"content\":".utf8)
        body.append(contentsOf: prompt)
        body.append(contentsOf: "}]".utf8)
        if template == nil, parameters.members.isEmpty {
            body.append(UInt8(ascii: "}"))
            return body
        }
        var fields = templateFields
        for parameter in parameters.members { fields[parameter.name] = parameter.value }
        for field in fields.members {
            body.append(UInt8(ascii: ","))
            JSONValue.write(field.name, to: &body)
            body.append(UInt8(ascii: ":"))
            body.append(contentsOf: field.value.jsonBytes)
        }
        body.append(UInt8(ascii: "}"))
        return body
    }
}
