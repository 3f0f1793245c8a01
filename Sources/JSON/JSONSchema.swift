package import Localization

/// Checks values against a JSON schema: the keywords that structured replies use.
///
/// Known are type, enum, const, properties, required, additionalProperties, items, prefixItems, minItems, maxItems,
/// minLength, maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum, anyOf, oneOf, allOf and `$ref` within the
/// schema. Others, such as `pattern` and `format`, are not checked.
///
/// Fact: JSON Schema 2020-12, https://json-schema.org/draft/2020-12/json-schema-validation
public struct JSONSchema: Sendable, Hashable {
    /// References may lead in a circle; the check does not follow them deeper than this.
    private static let maximumDepth = 256
    /// References may also double at each step; a check takes so many steps, and some for each part of the value.
    private static let maximumSteps = 100_000
    private static let maximumStepsForEachPart = 32

    /// How far a check has come; it is given up on where the steps are used up.
    private struct Check {
        var stepsLeft: Int
        mutating func takesStep() -> Bool {
            stepsLeft -= 1
            return stepsLeft >= 0
        }
    }

    /// The schema itself.
    public let json: JSONValue

    /// Wraps a schema; `nil` where the value is neither an object nor a Boolean.
    public init?(_ json: JSONValue) {
        guard json.object != nil || json.bool != nil else { return nil }
        self.json = json
    }

    /// The first thing in the value that does not fit, as a sentence with its place; `nil` where all fits.
    public func mismatch(_ value: JSONValue) -> String? { firstMismatch(value)?.english }

    /// The same, for a person.
    package func firstMismatch(_ value: JSONValue) -> Message? {
        let parts = value.partCount
        var check = Check(stepsLeft: Self.maximumSteps + Self.maximumStepsForEachPart * parts)
        let found = mismatch(value, json, Message("the reply"), 0, &check)
        return check.stepsLeft < 0 ? Message("the schema takes too many steps to check the reply against") : found
    }

    private func mismatch(
        _ value: JSONValue, _ schema: JSONValue, _ place: Message, _ depth: Int, _ check: inout Check
    ) -> Message? {
        if case .bool(let allowed) = schema { return allowed ? nil : Message("\(place) is not allowed") }
        guard depth < Self.maximumDepth, check.takesStep() else { return nil }
        func inner(_ value: JSONValue, _ schema: JSONValue, _ place: Message) -> Message? {
            mismatch(value, schema, place, depth + 1, &check)
        }
        if let target = schema["$ref"]?.string.flatMap(resolve) {
            if let found = inner(value, target, place) { return found }
        }
        if let found = typeMismatch(value, schema, place) { return found }
        if let all = schema["allOf"]?.array {
            for schema in all { if let found = inner(value, schema, place) { return found } }
        }
        if let any = schema["anyOf"]?.array, !any.contains(where: { inner(value, $0, place) == nil }) {
            return Message("\(place) fits none of the alternatives")
        }
        if let one = schema["oneOf"]?.array, one.filter({ inner(value, $0, place) == nil }).count != 1 {
            return Message("\(place) does not fit exactly one of the alternatives")
        }
        switch value {
        case .object(let object): return objectMismatch(object, schema, place, inner)
        case .array(let array): return arrayMismatch(array, schema, place, inner)
        case .string(let text):
            return lengthMismatch(text.unicodeScalars.count, schema, place)
        case .number: return numberMismatch(value, schema, place)
        default: return nil
        }
    }

    private func typeMismatch(_ value: JSONValue, _ schema: JSONValue, _ place: Message) -> Message? {
        let types = schema["type"]?.array?.compactMap(\.string) ?? schema["type"]?.string.map { [$0] } ?? []
        if !types.isEmpty, !types.contains(where: { Self.isType(value, $0) }) {
            return Message("\(place) is not of type \(types.joined(separator: " or "))")
        }
        if let allowed = schema["enum"]?.array, !allowed.contains(where: { Self.isSame($0, value) }) {
            return Message("\(place) is none of the allowed values")
        }
        if let constant = schema["const"], !Self.isSame(constant, value) {
            return Message("\(place) is not the one allowed value")
        }
        return nil
    }

    private static func isType(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"), (.array, "array"),
            (.object, "object"):
            true
        case (.number(let digits), "integer"): Double(digits).map { $0 == $0.rounded() } ?? false
        default: false
        }
    }

    /// Numbers are the same whatever their digits, as 1 and 1.0, and objects whatever their order.
    private static func isSame(_ one: JSONValue, _ other: JSONValue) -> Bool {
        switch (one, other) {
        case (.number, .number): one.double == other.double
        case (.array(let one), .array(let other)): one.count == other.count && zip(one, other).allSatisfy(isSame)
        case (.object(let one), .object(let other)):
            one.members.count == other.members.count && isPart(one, of: other) && isPart(other, of: one)
        default: one == other
        }
    }

    private static func isPart(_ one: JSONObject, of other: JSONObject) -> Bool {
        zip(one.members, other.members).allSatisfy { member, opposite in
            // Mostly the order is the same, which spares the search.
            let value = member.name == opposite.name ? opposite.value : other[member.name]
            return value.map { isSame(member.value, $0) } ?? false
        }
    }

    private func objectMismatch(
        _ object: JSONObject, _ schema: JSONValue, _ place: Message,
        _ inner: (JSONValue, JSONValue, Message) -> Message?
    ) -> Message? {
        for name in schema["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil {
            return Message("\(place) has no \"\(name)\"")
        }
        let properties = schema["properties"]?.object ?? [:]
        for member in object.members {
            if let property = properties[member.name] ?? schema["additionalProperties"] {
                if case .bool(false) = property {
                    return Message("\(place) has a member \"\(member.name)\" that is not allowed")
                }
                if let found = inner(member.value, property, Message("\"\(member.name)\" in \(place)")) { return found }
            }
        }
        return nil
    }

    private func arrayMismatch(
        _ array: [JSONValue], _ schema: JSONValue, _ place: Message,
        _ inner: (JSONValue, JSONValue, Message) -> Message?
    ) -> Message? {
        if let found = countMismatch(array.count, schema, place) { return found }
        let first = schema["prefixItems"]?.array ?? []
        for (index, element) in array.enumerated() {
            guard let item = index < first.count ? first[index] : schema["items"] else { continue }
            if let found = inner(element, item, Message("element \(index + 1) of \(place)")) { return found }
        }
        return nil
    }

    private func lengthMismatch(_ count: Int, _ schema: JSONValue, _ place: Message) -> Message? {
        if let least = schema["minLength"]?.int, count < least {
            return Message("\(place) has fewer than \(least) characters")
        }
        if let most = schema["maxLength"]?.int, count > most {
            return Message("\(place) has more than \(most) characters")
        }
        return nil
    }

    private func countMismatch(_ count: Int, _ schema: JSONValue, _ place: Message) -> Message? {
        if let least = schema["minItems"]?.int, count < least {
            return Message("\(place) has fewer than \(least) elements")
        }
        if let most = schema["maxItems"]?.int, count > most {
            return Message("\(place) has more than \(most) elements")
        }
        return nil
    }

    private func numberMismatch(_ value: JSONValue, _ schema: JSONValue, _ place: Message) -> Message? {
        guard let number = value.double else { return nil }
        if let least = schema["minimum"]?.double, number < least { return Message("\(place) is less than \(least)") }
        if let most = schema["maximum"]?.double, number > most { return Message("\(place) is more than \(most)") }
        if let bound = schema["exclusiveMinimum"]?.double, number <= bound {
            return Message("\(place) is not more than \(bound)")
        }
        if let bound = schema["exclusiveMaximum"]?.double, number >= bound {
            return Message("\(place) is not less than \(bound)")
        }
        return nil
    }

    /// Follows a reference such as `#/$defs/name` or `#`.
    private func resolve(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#") else { return nil }
        return reference.dropFirst().split(separator: "/").reduce(json) { value, step in
            let name = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
            return value?[name]
                ?? Int(name).flatMap { index in
                    value?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                }
        }
    }
}
