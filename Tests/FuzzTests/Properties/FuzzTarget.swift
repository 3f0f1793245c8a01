/// What shall hold for any bytes: libFuzzer looks for bytes that break it, and tests replay those that are kept.
package struct FuzzTarget: Sendable {
    /// Its name on the command line, and that of its folders of inputs.
    package let name: String
    /// Throws where the bytes break what shall hold.
    package let check: @Sendable ([UInt8]) throws -> Void

    /// All targets.
    package static let all = [
        FuzzTarget(name: "json", check: JSONProperties.check),
        FuzzTarget(name: "sse", check: ServerSentEventProperties.check),
    ]
}

/// What does not hold, in words.
struct Broken: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Throws where the condition does not hold.
func require(_ condition: Bool, _ description: @autoclosure () -> String) throws(Broken) {
    if !condition { throw Broken(description()) }
}
