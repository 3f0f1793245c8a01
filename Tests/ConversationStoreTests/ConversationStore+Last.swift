import ConversationStore

extension ConversationStore {
    /// Takes back the last message of the user and all that follows it.
    @discardableResult
    func dropLastTurn(of id: Int64) throws(StoreError) -> [StoredMessage] {
        let turns = try messages(of: id)
        guard let last = turns.lastIndex(where: { $0.role == .user }) else { return [] }
        return try dropMessages(turns[last...].map(\.id), of: id)
    }

    /// Takes back what was replied to the last message of the user.
    @discardableResult
    func dropLastReply(of id: Int64) throws(StoreError) -> [StoredMessage] {
        let turns = try messages(of: id)
        let last = turns.lastIndex { $0.role == .user } ?? -1
        return try dropMessages(turns[(last + 1)...].map(\.id), of: id)
    }
}
