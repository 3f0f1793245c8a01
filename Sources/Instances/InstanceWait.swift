package import CloudComputeClient

/// Waits for an instance to run: asks every now and then, tells of each change, and knows when waiting is in vain.
package struct InstanceWait: Sendable {
    /// Why the instance does not run.
    package enum Failure: Error, Sendable, Hashable {
        /// It will never run again, by its own words.
        case dead(Int, String)
        /// Nothing has been heard of its host for some looks.
        case lost(Int, String)
        /// It is stopped, and only its owner can start it.
        case stopped(Int, String)
        /// There is no such instance any more.
        case gone
        /// The time is up; what it was last, if it was seen at all.
        case timeUp(String?)
    }

    /// The wait between two looks grows from the first to the second; the server's own wish goes before both.
    static let firstPause = Duration.seconds(10)
    static let longestPause = Duration.seconds(30)
    /// A host that cannot be heard of may come back, but not for ever.
    private static let patienceWithSuspects = 3
    /// One look takes no longer, whatever the server does.
    private static let longestLook = Duration.seconds(30)

    /// How long the wait lasts, on the clock of `now`.
    package var timeout: Duration
    /// The time since the wait began.
    package var now: @Sendable () -> Duration
    /// Looks at the instance, for so long at the most; `nil` where that was too short.
    package var look: @Sendable (Duration) async throws -> Instance?
    /// Lets time pass.
    package var pause: @Sendable (Duration) async throws -> Void
    /// Tells of a change, in the server's words.
    package var tell: @Sendable (Int, String) -> Void

    package init(
        timeout: Duration, now: @escaping @Sendable () -> Duration,
        look: @escaping @Sendable (Duration) async throws -> Instance?,
        pause: @escaping @Sendable (Duration) async throws -> Void, tell: @escaping @Sendable (Int, String) -> Void
    ) {
        self.timeout = timeout
        self.now = now
        self.look = look
        self.pause = pause
        self.tell = tell
    }

    /// Waits until the instance runs.
    ///
    /// - Throws: ``Failure``; what the look threw, unless it may pass.
    package func run() async throws -> Instance {
        var next = Self.firstPause
        var told: String?
        var suspicions = 0
        while true {
            var wish: Duration?
            do {
                if let instance = try await look(min(max(.zero, timeout - now()), Self.longestLook)) {
                    let state = Self.words(instance)
                    if state != told { tell(instance.id, state) }
                    told = state
                    if instance.state.kind == .up { return instance }
                    suspicions = instance.state.kind == .suspect ? suspicions + 1 : 0
                    try check(instance, state, suspicions)
                }
            } catch let error as CloudComputeError where error.kind == .gone {
                throw Failure.gone
            } catch let error as CloudComputeError where error.isTransient {
                // A look that fails is no change; the wait goes on until its end.
                wish = error.retryAfter
            }
            let rest = max(next, wish ?? .zero)
            guard now() + rest <= timeout else { throw Failure.timeUp(told) }
            try await pause(rest)
            next = min(Self.longestPause, next * 3 / 2)
        }
    }

    private func check(_ instance: Instance, _ words: String, _ suspicions: Int) throws(Failure) {
        switch instance.state.kind {
        case .dead, .destroyed: throw .dead(instance.id, words)
        case .idle: throw .stopped(instance.id, words)
        case .suspect: if suspicions >= Self.patienceWithSuspects { throw .lost(instance.id, words) }
        case .up, .pending, .other: break
        }
    }

    private static func words(_ instance: Instance) -> String {
        instance.state.rawValue + (instance.statusMessage.flatMap { $0.isEmpty ? nil : " (\($0))" } ?? "")
    }
}
