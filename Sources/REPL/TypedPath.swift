/// A path as somebody types it to a command or drags it into the window: in quotes, with blanks behind backslashes, or
/// as a `file:` URL.
enum TypedPath {
    static func unquoted(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let isQuoted =
            scalars.count > 1 && (scalars.first == "\"" || scalars.first == "'") && scalars.last == scalars.first
        if isQuoted { return String(scalars.dropFirst().dropLast()) }
        if text.utf8.starts(with: "file:///".utf8) { return decoded(String(text.dropFirst("file://".count))) }
        return unescaped(text)
    }

    /// What shells put a backslash before; before anything else it is a part of the name.
    private static let escaped = Set(" \t!\"#$&'()*;<>?[\\]^`{|}~".unicodeScalars)

    private static func unescaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\\", let next = rest.first, escaped.contains(next) {
                result.append(rest.removeFirst())
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count > 1,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
