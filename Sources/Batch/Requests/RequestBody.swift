import CloudComputeClient
import JSON

/// Sets fields of a request body and leaves every other byte of it as it stands in the file.
enum RequestBody {
    /// A field to set, its value as JSON.
    struct Field: Sendable, Hashable {
        var name: String
        var json: [UInt8]
        /// Whether a value that the file gives is left alone.
        var yields = false
    }

    /// Returns the object's text with the fields set: in their place where they stand, else at the end.
    static func setting(
        _ fields: [Field], in text: UnsafeBufferPointer<UInt8>, members: JSONObjectIndex
    ) -> [UInt8] {
        if fields.isEmpty { return Array(text) }
        var result: [UInt8] = []
        result.reserveCapacity(text.count + 64)
        var copied = text.startIndex
        let changes = members.members.flatMap { member in
            fields.filter { $0.name == member.name && !$0.yields }.map { (member.valueRange, $0.json) }
        }
        for (range, json) in changes {
            result.append(contentsOf: text[copied..<range.lowerBound])
            result.append(contentsOf: json)
            copied = range.upperBound
        }
        let added = fields.filter { members[$0.name] == nil }
        guard !added.isEmpty, let close = text.lastIndex(of: UInt8(ascii: "}")) else {
            result.append(contentsOf: text[copied...])
            return result
        }
        result.append(contentsOf: text[copied..<close])
        for (index, field) in added.enumerated() {
            if index > 0 || !members.members.isEmpty { result.append(UInt8(ascii: ",")) }
            write(field, to: &result)
        }
        result.append(contentsOf: text[close...])
        return result
    }

    /// Appends a field behind others.
    static func append(_ field: Field, to body: inout [UInt8]) {
        body.append(UInt8(ascii: ","))
        write(field, to: &body)
    }

    private static func write(_ field: Field, to body: inout [UInt8]) {
        JSONValue.write(field.name, to: &body)
        body.append(UInt8(ascii: ":"))
        body.append(contentsOf: field.json)
    }

    /// Appends the beginning of a request for a prompt, to the end of its messages; all are JSON text.
    static func begin<Text: Sequence<UInt8>>(
        _ body: inout [UInt8], model: [UInt8], system: Text?, prompt: some Sequence<UInt8>
    ) {
        body.append(contentsOf: Frame.model)
        body.append(contentsOf: model)
        body.append(contentsOf: Frame.messages)
        if let system {
            body.append(contentsOf: Frame.system)
            body.append(contentsOf: system)
            body.append(contentsOf: Frame.systemEnd)
        }
        body.append(contentsOf: Frame.user)
        body.append(contentsOf: prompt)
        body.append(contentsOf: Frame.messagesEnd)
    }

    /// What stands around the texts of a prompt's request.
    private enum Frame {
        static let model = Array(#"{"model":"#.utf8)
        static let messages = Array(#","messages":["#.utf8)
        static let system = Array(#"{"role":"system","content":"#.utf8)
        static let systemEnd = Array("},".utf8)
        static let user = Array(#"{"role":"user","content":"#.utf8)
        static let messagesEnd = Array("}]".utf8)
    }

    /// Returns the object's text without the members of a name.
    static func removing(_ name: String, from text: UnsafeBufferPointer<UInt8>, members: JSONObjectIndex) -> [UInt8] {
        var result: [UInt8] = []
        var copied = text.startIndex
        var isFirst = true
        for (index, member) in members.members.enumerated() {
            guard member.name == name else {
                isFirst = false
                continue
            }
            // The comma before it goes with it; before the first one that stays there is none.
            let next = members.members.indices.contains(index + 1) ? members.members[index + 1].range.lowerBound : nil
            let previous = index > 0 ? members.members[index - 1].range.upperBound : member.range.lowerBound
            let start = isFirst ? member.range.lowerBound : previous
            result.append(contentsOf: text[copied..<max(copied, start)])
            copied = isFirst ? next ?? member.range.upperBound : member.range.upperBound
        }
        result.append(contentsOf: text[copied...])
        return result
    }
}
