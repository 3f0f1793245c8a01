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
        guard let model = model ?? template?.model ?? standardModel else {
            throw LineDefect(column: 1, reason: "names no model; name one for all lines with -m MODEL")
        }
        var messages: [ChatMessage] = []
        if let system { messages.append(ChatMessage(role: .system, text: system)) }
        messages.append(ChatMessage(role: .user, text: prompt))
        var body: JSONObject = ["model": .string(model), "messages": .array(messages.map(\.json))]
        for parameter in template?.parameters ?? [] { body[parameter.name] = try? JSONValue(parsing: parameter.json) }
        for parameter in parameters.members { body[parameter.name] = parameter.value }
        return JSONValue.object(body).jsonBytes
    }
}
