/// Any JSON value, kept so that it can be written again as it was: numbers hold their digits, objects their order.
///
/// The API's reply shapes are mostly undocumented, so replies are read into this type first and nothing unknown is
/// lost on the way.
public enum JSONValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number in the digits it was written with, for example `1e-07`.
    case number(String)
    /// A string, unescaped.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object with its members in order.
    case object(JSONObject)
}

/// The members of a JSON object in the order they were written; where a name stands twice the last one counts.
public struct JSONObject: Sendable, Hashable {
    /// One member of an object.
    public struct Member: Sendable, Hashable {
        /// The member's name, unescaped.
        public var name: String
        /// The member's value.
        public var value: JSONValue

        /// Creates a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// All members, duplicates too.
    public var members: [Member]

    /// Creates an object from its members.
    public init(_ members: [Member] = []) {
        self.members = members
    }

    /// The value of the last member of that name; setting `nil` removes every member of that name.
    public subscript(name: String) -> JSONValue? {
        get { members.last { $0.name == name }?.value }
        set {
            guard let newValue else { return members.removeAll { $0.name == name } }
            if let index = members.lastIndex(where: { $0.name == name }) {
                members[index].value = newValue
            } else {
                members.append(Member(name, newValue))
            }
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Creates an object from a literal, keeping its order.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Member($0.0, $0.1) })
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// Creates a string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// Creates a number.
    public init(integerLiteral value: Int) { self = .number(String(value)) }
    /// Creates a Boolean.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Creates an array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// Creates an object, keeping the literal's order.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member($0.0, $0.1) }))
    }
    /// Creates `null`.
    public init(nilLiteral: ()) { self = .null }

    /// Creates a number.
    public init(_ number: Int) { self = .number(String(number)) }
    /// Creates a number, or `null` for an infinity or NaN, which JSON cannot hold.
    public init(_ number: Double) { self = number.isFinite ? .number("\(number)") : .null }
}

extension JSONValue {
    /// The value of an object's member; `nil` for a missing member and for a value that is no object.
    public subscript(name: String) -> JSONValue? { object?[name] }

    /// The members where the value is an object.
    public var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    /// The elements where the value is an array.
    public var array: [JSONValue]? { if case .array(let array) = self { array } else { nil } }
    /// The text where the value is a string.
    public var string: String? { if case .string(let string) = self { string } else { nil } }
    /// Whether the value is `null`.
    public var isNull: Bool { self == .null }

    /// A whole number, written as a number or as a string, as servers do either.
    public var int: Int? {
        switch self {
        case .number(let digits), .string(let digits):
            if let whole = Int(digits) { return whole }
            guard let number = JSONNumber.decimal(digits), number == number.rounded(), abs(number) < 9e15 else {
                return nil
            }
            return Int(number)
        default: return nil
        }
    }

    /// A finite number, written as a number or as a string, as servers do either.
    public var double: Double? {
        switch self {
        case .number(let digits), .string(let digits):
            JSONNumber.decimal(digits).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    /// A Boolean, written as `true`/`false` or as 1/0.
    public var bool: Bool? {
        switch self {
        case .bool(let bool): bool
        case .number("1"): true
        case .number("0"): false
        default: nil
        }
    }

    /// A string or a number as text: error codes come as either.
    public var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        default: nil
        }
    }
}
