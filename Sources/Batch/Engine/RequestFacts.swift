import CloudComputeClient

/// What the engine knows of a request that was read.
struct RequestFacts: Sendable {
    /// The bytes that it takes in memory.
    var bytes: Int
    /// About the tokens that it will use.
    var tokens = 1
    /// Which model it asks for, told apart by number.
    var model = 0
    /// Whether its bytes can be let go of while it waits, and read again.
    var canBeReadAgain = false
}
