/// How far all outputs are.
package struct StatusReport: Sendable, Equatable {
    package var outputs: [OutputStatus]
    /// Shards that have no output.
    package var absent: [PartSet.AbsentShards]

    package init(_ outputs: [OutputStatus], absent: [PartSet.AbsentShards] = []) {
        self.outputs = outputs
        self.absent = absent
    }

    /// The outputs that count: of several attempts at a shard the one that told of itself last, since it knows what the
    /// others hold.
    private var counted: [OutputStatus] {
        var newest: [String: OutputStatus] = [:]
        for output in outputs {
            guard let shard = output.shard, let updated = output.updated else { continue }
            let key = "\(shard.stem) \(shard.shard)"
            if newest[key]?.updated ?? -1 < updated { newest[key] = output }
        }
        return outputs.filter { output in
            guard let shard = output.shard, let chosen = newest["\(shard.stem) \(shard.shard)"] else { return true }
            return chosen.output == output.output
        }
    }

    package var done: Int { counted.reduce(0) { $0.saturating(plus: $1.done) } }
    package var failed: Int { counted.reduce(0) { $0.saturating(plus: $1.failed) } }

    /// The lines that are left; `nil` where one output or shard does not tell.
    package var remaining: Int? {
        guard absent.isEmpty else { return nil }
        return counted.reduce(0 as Int?) { sum, output in
            guard let sum, let remaining = output.remaining else { return nil }
            return sum.saturating(plus: remaining)
        }
    }

    package var rate: Double? {
        let rates = counted.compactMap(\.rate)
        return rates.isEmpty ? nil : rates.reduce(0, +)
    }

    package var cost: Double? {
        let costs = counted.compactMap(\.cost)
        return costs.isEmpty ? nil : costs.reduce(0, +)
    }

    package var tokens: Int? {
        let tokens = counted.compactMap(\.tokens)
        return tokens.isEmpty ? nil : tokens.reduce(0) { $0.saturating(plus: $1) }
    }

    /// The seconds until the last output is done; `nil` where one of them cannot tell.
    package var eta: Double? {
        guard absent.isEmpty else { return nil }
        return counted.reduce(0 as Double?) { longest, output in
            guard let longest, let eta = output.eta else { return nil }
            return max(longest, eta)
        }
    }

    /// Runs that say they are running and have not been heard of for a while.
    package var silent: [OutputStatus] { counted.filter { $0.state == .silent } }

    /// Whether nothing more is to be waited for.
    ///
    /// No run is running, none is silent, no pool is open, each shard has its output. Outputs of which nothing is known are
    /// not waited for.
    package var isFinal: Bool {
        absent.isEmpty && counted.allSatisfy { ![.running, .silent, .open].contains($0.state) }
    }

    /// The outputs, and folders of pools, whose runs say that they have not come to the end of their lines.
    var unfinished: [String] {
        counted.filter { $0.state != .finished && $0.state != .unknown }.map(\.output)
    }

    /// Whether all runs have ended; `nil` where that is not known of some output.
    package var hasEnded: Bool? {
        guard isFinal else { return false }
        return counted.allSatisfy { $0.state != .unknown } ? true : nil
    }
}
