import CloudComputeClient
import TerminalUI

/// Waits for an instance to run: asks every now and then, tells of each change, and knows when waiting is in vain.
struct InstanceWait: Sendable {
    /// The wait between two looks grows from the first to the second; the server's own wish goes before both.
    static let firstPause = Duration.seconds(10)
    static let longestPause = Duration.seconds(30)
    /// A host that cannot be heard of may come back, but not for ever.
    private static let patienceWithSuspects = 3

    var timeout: Duration
    /// Looks at the instance.
    var look: @Sendable () async throws -> Instance
    /// Lets time pass.
    var pause: @Sendable (Duration) async throws -> Void
    /// Tells of a change.
    var tell: @Sendable (String) -> Void

    /// Waits until the instance runs.
    ///
    /// - Throws: ``CommandFailure`` where it never will, or not in time.
    func run() async throws -> Instance {
        var waited = Duration.zero
        var next = Self.firstPause
        var told = ""
        var suspicions = 0
        while true {
            var wish: Duration?
            do {
                let instance = try await look()
                let state = Self.words(instance)
                if state != told { tell("Instance \(instance.id): \(state)") }
                told = state
                switch instance.state.kind {
                case .up: return instance
                case .dead, .destroyed:
                    throw CommandFailure("Instance \(instance.id) is \(state); it will not run any more.", .unavailable)
                case .suspect:
                    suspicions += 1
                    if suspicions >= Self.patienceWithSuspects {
                        throw CommandFailure("Instance \(instance.id) is \(state), and stays so.", .unavailable)
                    }
                case .idle:
                    throw CommandFailure(
                        "Instance \(instance.id) is \(state); start it in the web interface, the API cannot.",
                        .unavailable)
                case .pending, .other: suspicions = 0
                }
            } catch let error as CloudComputeError where error.code == .gone {
                throw CommandFailure("The instance is gone; it will not run any more.", .unavailable)
            } catch let error as CloudComputeError where error.isPassing {
                // A look that fails is no change; the wait goes on until its end.
                wish = error.retryAfter
            }
            let rest = max(next, wish ?? .zero)
            guard waited + rest <= timeout else {
                throw CommandFailure(
                    "The instance does not run yet (\(told.isEmpty ? "no answer" : told)), and the time is up; "
                        + "--timeout gives it more.", .tryAgain)
            }
            try await pause(rest)
            waited += rest
            next = min(Self.longestPause, next * 3 / 2)
        }
    }

    private static func words(_ instance: Instance) -> String {
        let message = instance.statusMessage.flatMap { $0.isEmpty ? nil : " (\($0))" } ?? ""
        return ControlCharacterFilter.filterLine(instance.state.rawValue + message)
    }
}

extension CloudComputeError {
    /// Whether the same request may well succeed a little later.
    fileprivate var isPassing: Bool {
        [.rateLimited, .serverFailure, .unreachable, .timedOut, .interrupted].contains(code)
    }
}
