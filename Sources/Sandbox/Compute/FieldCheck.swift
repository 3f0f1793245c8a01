import CloudComputeClient

/// Reads the fields of a request's body and gathers what is wrong with them, in Laravel's words.
struct FieldCheck {
    private let fields: JSONObject
    private let nullsAreAbsent: Bool
    private var complaints: [(field: String, message: String)] = []

    /// - Throws: A refusal where the body is no JSON object.
    init(_ body: [UInt8], nullsAreAbsent: Bool) throws(ComputeRefusal) {
        guard let fields = (try? JSONValue(parsing: body))?.object else {
            throw .invalid([("body", "The body must be a JSON object.")])
        }
        self.fields = fields
        self.nullsAreAbsent = nullsAreAbsent
    }

    mutating func complain(_ field: String, _ message: String) {
        complaints.append((field, message))
    }

    /// Complains about a field that is missing; returns whether it is there.
    mutating func require(_ name: String) -> Bool {
        if let value = fields[name], !value.isNull, value != "" { return true }
        complain(name, "The \(Self.spelled(name)) field is required.")
        return false
    }

    /// - Parameter most: The most characters that are taken.
    mutating func string(_ name: String, most: Int) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else {
            complain(name, "The \(Self.spelled(name)) field must be a string.")
            return nil
        }
        guard text.unicodeScalars.count <= most else {
            complain(name, "The \(Self.spelled(name)) field must not be greater than \(most) characters.")
            return nil
        }
        return text
    }

    mutating func integer(_ name: String) -> Int? {
        guard let value = value(name) else { return nil }
        if let integer = value.int { return integer }
        complain(name, "The \(Self.spelled(name)) field must be an integer.")
        return nil
    }

    mutating func number(_ name: String) {
        if let value = value(name), value.double == nil {
            complain(name, "The \(Self.spelled(name)) field must be a number.")
        }
    }

    mutating func boolean(_ name: String) {
        if let value = value(name), value.bool == nil {
            complain(name, "The \(Self.spelled(name)) field must be true or false.")
        }
    }

    mutating func integers(_ name: String) -> [Int]? {
        guard let value = value(name) else { return nil }
        guard let elements = value.array else {
            complain(name, "The \(Self.spelled(name)) field must be an array.")
            return nil
        }
        var integers: [Int] = []
        for (index, element) in elements.enumerated() {
            guard let integer = element.int else {
                complain("\(name).\(index)", "The \(name).\(index) field must be an integer.")
                return nil
            }
            integers.append(integer)
        }
        return integers
    }

    /// - Throws: A refusal where there are complaints.
    func finish() throws(ComputeRefusal) {
        if !complaints.isEmpty { throw .invalid(complaints) }
    }

    private func value(_ name: String) -> JSONValue? {
        guard let value = fields[name], !(nullsAreAbsent && value.isNull) else { return nil }
        return value
    }

    private static func spelled(_ name: String) -> String { name.replacing("_", with: " ") }
}
