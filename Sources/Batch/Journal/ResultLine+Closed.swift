import JSON

extension ResultLine {
    /// Whether the object that begins a line ends with it: a line that was cut off, or is joined with another, does not.
    static func isClosed(_ line: [UInt8]) -> Bool { line.withUnsafeBytes { JSONOutline.isClosedObject($0) } }
}
