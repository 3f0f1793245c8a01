/// Where the members of a JSON object lie in its text, so that one can be read or replaced and the rest stay as they
/// are, byte for byte.
package struct JSONObjectIndex: Sendable {
    /// One member's place.
    package struct Member: Sendable {
        /// The member's name, unescaped.
        package var name: String
        /// The member from the opening quote of its name to the end of its value.
        package var range: Range<Int>
        /// The value alone.
        package var valueRange: Range<Int>

        fileprivate func moved(by offset: Int) -> Member {
            Member(
                name: name, range: range.lowerBound + offset..<range.upperBound + offset,
                valueRange: valueRange.lowerBound + offset..<valueRange.upperBound + offset)
        }
    }

    /// The members in their order, duplicates too.
    package let members: [Member]
    private var inside: [Member]?

    /// Finds the members of the object that the bytes hold, and checks the whole text on the way.
    ///
    /// - Parameter name: A member whose own members are looked for in the same pass.
    /// - Returns: `nil` where the text is JSON, but no object.
    /// - Throws: ``JSONError`` where the text is not JSON.
    package init?(of bytes: UnsafeBufferPointer<UInt8>, inside name: String? = nil) throws(JSONError) {
        var scanner = JSONScanner(bytes)
        scanner.skipWhitespace()
        guard scanner.byte == UInt8(ascii: "{") else {
            try scanner.skipValue()
            try scanner.end()
            return nil
        }
        var inside: [Member]?
        members = try Self.members(&scanner) { (scanner, member) throws(JSONError) in
            guard member == name else { return try scanner.skipValue() }
            // The last of that name counts.
            inside = nil
            guard scanner.byte == UInt8(ascii: "{") else { return try scanner.skipValue() }
            let start = scanner.position
            inside = try Self.members(&scanner) { (scanner, _) throws(JSONError) in try scanner.skipValue() }
                .map { $0.moved(by: -start) }
        }
        try scanner.end()
        self.inside = inside
    }

    private init(members: [Member]) { self.members = members }

    /// The members of the member whose own were looked for, with places in its text; `nil` where it is no object.
    package var ofMember: JSONObjectIndex? { inside.map { JSONObjectIndex(members: $0) } }

    private static func members(
        _ scanner: inout JSONScanner, value: (inout JSONScanner, String) throws(JSONError) -> Void
    ) throws(JSONError) -> [Member] {
        var members: [Member] = []
        try scanner.enter()
        if scanner.byte == UInt8(ascii: "}") {
            scanner.leave()
            return members
        }
        members.reserveCapacity(8)
        repeat {
            let start = scanner.position
            let name = scanner.text(try scanner.memberName())
            let valueStart = scanner.position
            try value(&scanner, name)
            members.append(
                Member(name: name, range: start..<scanner.position, valueRange: valueStart..<scanner.position))
        } while try scanner.continues(until: UInt8(ascii: "}"))
        return members
    }

    /// The place of the value of the last member of that name.
    package subscript(name: String) -> Range<Int>? { members.last { $0.name == name }?.valueRange }
}
