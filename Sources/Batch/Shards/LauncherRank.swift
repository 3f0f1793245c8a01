/// Which task of how many this is, as a launcher tells it.
package struct LauncherRank: Sendable, Hashable {
    package var launcher: Launcher
    /// The variables that tell, with their values.
    package var variables: [String]
    /// The task's number, from 0.
    package var index: Int
    /// `nil` where the launcher does not tell how many there are.
    package var count: Int?
    /// Whether number and count hold only if the tasks begin at 1, which the launcher does not tell.
    var assumesFirst = false
    /// Where two levels make the number, that of the inner one, which other variables may repeat.
    var inner: Inner?

    struct Inner: Sendable, Hashable {
        var index: Int
        var count: Int
    }

    /// Finds out which shard this is.
    ///
    /// - Parameter count: The number of shards that the user states.
    /// - Throws: ``LauncherRefusal`` where it cannot be told for certain.
    package static func shard(
        in environment: [String: String], count stated: Int? = nil
    ) throws(LauncherRefusal) -> (shard: Shard, rank: LauncherRank) {
        var environment = environment
        // A flag counts more than the variable.
        if stated != nil { environment[Launcher.countVariable] = nil }
        let variables = LauncherVariables(environment)
        let stated = if let stated { stated } else { try variables.number(Launcher.countVariable) }
        var rank = try found(variables)
        if rank.assumesFirst, stated == nil { throw .unknownFirst(rank) }
        if let stated {
            if let count = rank.count, count != stated { throw .otherCount(rank, stated: stated) }
            rank.count = stated
        }
        guard let count = rank.count else { throw .unknownCount(rank) }
        guard (1...Shard.maximumCount).contains(count) else { throw .countOutOfRange(count) }
        guard let shard = Shard(index: rank.index, count: count) else {
            throw .outOfRange(variable: rank.variables.first ?? "", index: rank.index, count: count)
        }
        return (shard, rank)
    }

    /// How often the launcher has started this task again; `nil` where it does not tell.
    package static func restarts(in environment: [String: String]) -> Int? { LauncherVariables(environment).restarts }

    private static func found(_ variables: LauncherVariables) throws(LauncherRefusal) -> LauncherRank {
        // What the user sets needs no confirmation.
        if let own = try Launcher.own.rank(variables) { return own }
        var ranks: [LauncherRank] = []
        for launcher in Launcher.allCases where launcher != .own {
            if let rank = try launcher.rank(variables) { ranks.append(rank) }
        }
        // A launcher of a single task says nothing of how others have divided it.
        guard var first = ranks.first(where: { $0.count != 1 }) else {
            if let only = ranks.first { return only }
            throw Launcher.absence(variables)
        }
        for other in ranks where other.count != 1 && other.launcher != first.launcher {
            let isSame =
                other.index == first.index && (other.count == first.count || other.count == nil || first.count == nil)
            guard isSame || other.inner(equals: first.inner) else { throw .disagreement(first, other) }
            if isSame { first.count = first.count ?? other.count }
        }
        return first
    }

    private func inner(equals other: Inner?) -> Bool {
        guard let other else { return false }
        return index == other.index && count == other.count
    }
}
