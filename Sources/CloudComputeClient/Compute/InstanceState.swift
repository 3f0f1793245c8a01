import JSON

/// What state an instance is in, in the server's word for it.
///
/// Fact: `docs/api-facts.md` section 4 has the states of Vast; that CloudCompute has an ERROR of its own is known, its other words
/// are not. So the word is kept, and classed as well as may be.
public struct InstanceState: Sendable, Hashable, CustomStringConvertible {
    /// What a state means for someone who waits for the instance.
    public enum Kind: String, Sendable, CaseIterable {
        /// Not running yet, but on its way.
        case pending
        /// Running, though what it serves need not be ready.
        case up
        /// Halted on purpose; a frozen one costs as much as a running one.
        case idle
        /// Ended, and will not come back by itself.
        case dead
        /// Not heard of for a while.
        case suspect
        /// Given back for good.
        case destroyed
        /// A word that is not known here.
        case other
    }

    private static let kinds: [String: Kind] = [
        "provisioning": .pending, "creating": .pending, "created": .pending, "loading": .pending,
        "rebooting": .pending, "restarting": .pending, "scheduling": .pending, "pending": .pending,
        "queued": .pending, "starting": .pending, "booting": .pending, "initializing": .pending,
        "running": .up, "active": .up,
        "stopped": .idle, "stopping": .idle, "frozen": .idle, "paused": .idle,
        "exited": .dead, "error": .dead, "failed": .dead,
        "unknown": .suspect, "offline": .suspect,
        "destroyed": .destroyed, "destroying": .destroyed, "deleted": .destroyed, "deleting": .destroyed,
        "terminated": .destroyed, "unloaded": .destroyed,
    ]

    /// The server's word, never empty: `provisioning` where the server says `null`.
    public let rawValue: String

    /// Wraps the server's word; `nil` and blank become `provisioning`.
    public init(_ rawValue: String?) {
        let word = rawValue?.trimmed ?? ""
        self.rawValue = word.isEmpty ? "provisioning" : word
    }

    /// Reads the state of a row, which several members tell together.
    init(row json: JSONValue) {
        let actual = json.words("actual_status")
        let status = json.words("status", "state")
        let own = status.map { InstanceState($0) }
        if let own, own.kind == .dead || own.kind == .destroyed, own.rawValue.lowercased() != "exited" {
            self = own
        } else if let actual {
            let isScheduled =
                Self.isWord(actual, "exited") && Self.isWord(json.words("intended_status"), "running")
                && Self.isWord(json.words("next_state"), "running")
            self.init(isScheduled ? "scheduling" : actual)
        } else if own == nil, Self.isWord(json.words("cur_state"), "unloaded") {
            self.init("destroyed")
        } else {
            // A row whose `actual_status` is null is not up yet, whatever else is said of it.
            self.init(json["actual_status"] != nil && own?.kind == .up ? nil : status)
        }
    }

    /// What the state means.
    public var kind: Kind { Self.kinds[rawValue.lowercased()] ?? .other }

    /// The server's word; it comes from outside, so filter it for a terminal.
    public var description: String { rawValue }

    private static func isWord(_ text: String?, _ word: String) -> Bool { text?.lowercased() == word }
}
