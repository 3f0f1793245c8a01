/// The command whose first line of output is the key: `pass show cloudcompute`.
package struct KeyCommand: Sendable, Hashable {
    /// The program and its arguments; there is at least the program.
    package let words: [String]

    /// The program as the user named it.
    package var program: String { words.first ?? "" }

    /// Splits a command into words as a shell does; it is run without one.
    package init(_ text: String) throws(ShellWord.Mistake) {
        words = try ShellWord.split(text)
        guard words.first?.isEmpty == false else { throw .noProgram }
    }

    /// The key in what the command has written: its first line.
    ///
    /// - Returns: `nil` where that is no key.
    package static func key(inOutput bytes: [UInt8]) -> APIKey? {
        APIKey(line: Array(bytes.prefix { $0 != UInt8(ascii: "\n") }))
    }
}
