@preconcurrency import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Brings what was written to the disk in groups: at most 200 ms or 1,000 lines after the first line of a group.
final class DiskSync: Sendable {
    private static let delay = DispatchTimeInterval.milliseconds(200)
    private static let maximumLines = 1000

    private struct State {
        var waitingLines = 0
        var failure: Int32?
    }

    private let descriptor: Int32
    private let isNeeded: Bool
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "cloudcompute.batch-sync")

    init(descriptor: Int32, isNeeded: Bool) {
        // A descriptor of its own, so that a sync under way outlives the closing of the file.
        self.descriptor = isNeeded ? dup(descriptor) : -1
        self.isNeeded = isNeeded
    }

    deinit {
        if isNeeded { close(descriptor) }
    }

    /// The `errno` of a sync that failed.
    var failure: Int32? { state.withLock { $0.failure } }

    /// Notes that a line was written.
    func noteWrite() {
        guard isNeeded else { return }
        let waiting = state.withLock { state in
            state.waitingLines += 1
            return state.waitingLines
        }
        if waiting == 1 { queue.asyncAfter(deadline: .now() + Self.delay) { self.sync() } }
        if waiting == Self.maximumLines { queue.async { self.sync() } }
    }

    private func sync() {
        let waiting = state.withLock { state in
            defer { state.waitingLines = 0 }
            return state.waitingLines
        }
        guard waiting > 0, fsync(descriptor) != 0 else { return }
        let code = errno
        state.withLock { $0.failure = code }
    }
}
