extension StoredReply {
    /// How much a conversation has of a reply; of two replies to one message the later counts, unless it is worth less.
    package enum Worth: Int, Comparable, Sendable {
        /// It failed before anything came.
        case nothing
        /// It broke off.
        case part
        /// It came to its end.
        case whole

        package static func < (left: Worth, right: Worth) -> Bool { left.rawValue < right.rawValue }
    }
}

extension StoredReply.Status {
    /// What a reply that ended like this is worth.
    package func worth(hasText: Bool) -> StoredReply.Worth {
        switch self {
        case .complete, .length, .filtered: .whole
        case .interrupted, .cutOff, .failed, .pending: hasText ? .part : .nothing
        }
    }
}
