import ConversationStore

extension ConversationStore {
    /// Takes back the last message of the user and all that follows it.
    @discardableResult
    func dropLastExchange(of id: Int64) throws(StoreError) -> [StoredTurn] {
        let turns = try turns(of: id)
        guard let last = turns.lastIndex(where: { $0.role == .user }) else { return [] }
        return try dropTurns(turns[last...].map(\.id), of: id)
    }

    /// Takes back what was replied to the last message of the user.
    @discardableResult
    func dropLastReply(of id: Int64) throws(StoreError) -> [StoredTurn] {
        let turns = try turns(of: id)
        let last = turns.lastIndex { $0.role == .user } ?? -1
        return try dropTurns(turns[(last + 1)...].map(\.id), of: id)
    }
}
