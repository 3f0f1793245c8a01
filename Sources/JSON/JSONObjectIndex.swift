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
    }

    /// The members in their order, duplicates too.
    package let members: [Member]

    /// Finds the members of the object that the bytes hold, and checks the whole text on the way.
    ///
    /// - Returns: `nil` where the text is JSON, but no object.
    /// - Throws: ``JSONError`` where the text is not JSON.
    package init?(of bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        var scanner = JSONScanner(bytes)
        scanner.skipWhitespace()
        guard scanner.byte == UInt8(ascii: "{") else {
            try scanner.skipValue()
            try scanner.end()
            return nil
        }
        var members: [Member] = []
        try scanner.enter()
        if scanner.byte == UInt8(ascii: "}") {
            scanner.leave()
        } else {
            repeat {
                let start = scanner.position
                let name = scanner.text(try scanner.memberName())
                let valueStart = scanner.position
                try scanner.skipValue()
                members.append(
                    Member(
                        name: name, range: start..<scanner.position, valueRange: valueStart..<scanner.position))
            } while try scanner.continues(until: UInt8(ascii: "}"), "object")
        }
        try scanner.end()
        self.members = members
    }

    /// The place of the value of the last member of that name.
    package subscript(name: String) -> Range<Int>? { members.last { $0.name == name }?.valueRange }
}
