import JSON

/// Reads the fields of a request's body and gathers what is wrong with them, in Laravel's words.
struct RequestValidator {
    /// What is wrong with a field.
    struct Violation: Sendable {
        var field: String
        var message: String

        init(_ field: String, _ message: String) {
            (self.field, self.message) = (field, message)
        }
    }

    private let fields: JSONObject
    private let nullsAreAbsent: Bool
    private var violations: [Violation] = []

    /// - Throws: ``APIError`` where the body is no JSON object.
    init(_ body: [UInt8], nullsAreAbsent: Bool) throws(APIError) {
        guard let fields = (try? JSONValue(parsing: body))?.object else {
            throw .invalid([Violation("body", "The body must be a JSON object.")])
        }
        self.fields = fields
        self.nullsAreAbsent = nullsAreAbsent
    }

    mutating func fail(_ field: String, _ message: String) {
        violations.append(Violation(field, message))
    }

    /// Returns whether a field is there; one that is missing is a violation.
    mutating func require(_ name: String) -> Bool {
        if let value = fields[name], !value.isNull, value != "" { return true }
        fail(name, "The \(Self.spelled(name)) field is required.")
        return false
    }

    mutating func string(_ name: String, maximumLength: Int) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else {
            fail(name, "The \(Self.spelled(name)) field must be a string.")
            return nil
        }
        guard text.unicodeScalars.count <= maximumLength else {
            fail(name, "The \(Self.spelled(name)) field must not be greater than \(maximumLength) characters.")
            return nil
        }
        return text
    }

    mutating func integer(_ name: String) -> Int? {
        guard let value = value(name) else { return nil }
        if let integer = value.int { return integer }
        fail(name, "The \(Self.spelled(name)) field must be an integer.")
        return nil
    }

    mutating func number(_ name: String) {
        if let value = value(name), value.double == nil {
            fail(name, "The \(Self.spelled(name)) field must be a number.")
        }
    }

    mutating func boolean(_ name: String) {
        if let value = value(name), value.bool == nil {
            fail(name, "The \(Self.spelled(name)) field must be true or false.")
        }
    }

    mutating func integers(_ name: String) -> [Int]? {
        guard let value = value(name) else { return nil }
        guard let elements = value.array else {
            fail(name, "The \(Self.spelled(name)) field must be an array.")
            return nil
        }
        var integers: [Int] = []
        for (index, element) in elements.enumerated() {
            guard let integer = element.int else {
                fail("\(name).\(index)", "The \(name).\(index) field must be an integer.")
                return nil
            }
            integers.append(integer)
        }
        return integers
    }

    /// - Throws: ``APIError`` where anything is wrong.
    func finish() throws(APIError) {
        if !violations.isEmpty { throw .invalid(violations) }
    }

    private func value(_ name: String) -> JSONValue? {
        guard let value = fields[name], !(nullsAreAbsent && value.isNull) else { return nil }
        return value
    }

    private static func spelled(_ name: String) -> String { name.replacing("_", with: " ") }
}
