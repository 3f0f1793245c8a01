/// What ssh says on standard error; the end of it is kept, whatever its length.
struct SSHWords: Sendable {
    private static let limit = 4096
    /// These say nothing of why ssh ends: the first is no failure, the second comes after the reason.
    private static let noise = ["Warning: Permanently added", "Could not request local forwarding."]

    private var tail: [UInt8] = []

    mutating func read(_ bytes: some Sequence<UInt8>) {
        tail.append(contentsOf: bytes)
        if tail.count > Self.limit { tail.removeFirst(tail.count - Self.limit) }
    }

    /// The last line that says something.
    var lastLine: String? {
        lines.last { line in !Self.noise.contains { line.hasPrefix($0) } }
    }

    /// Whether ssh could not listen on a port here.
    var saysThatPortIsTaken: Bool { lines.contains { $0.contains("cannot listen to port") } }

    private var lines: [String] {
        tail.split { $0 == 0x0A || $0 == 0x0D }.map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    }
}
